"""Terms are named by administrators, and those that forms need stay."""

from dataclasses import replace
from uuid import UUID

import pytest

from crm.activities import TakesPart
from crm.application import CRM
from crm.log import ChangedMeanwhile, Origin
from domain.day import Day
from domain.engagement import Engagement, Form
from domain.names import Names
from domain.partner import Description, Partner
from domain.project import Project
from domain.vocabulary import NameIsTaken, TermIsNeeded, UnknownTerm, Vocabulary

SCHOOL = Description("school", ("education",))
MERGED = (
    ("theme", "violence", "peer_activities"),
    ("sector", "education", "youth_work"),
    ("kind", "school", "university"),
    ("role", "host", "expert"),
)
PEERS = Names("Vertaistuki", "Kamratstöd", "Peer support")


def now() -> Origin:
    return Origin("Aino")


def codes(crm: CRM, vocabulary: str = "theme") -> list[str]:
    return [term.code for term in crm.terms(vocabulary)]


@pytest.mark.parametrize(
    ("names", "code"),
    [
        (PEERS, "peer_support"),
        (Names("Äidit ja isät"), "aidit_ja_isat"),
        (Names("Isyys 2"), "isyys_2"),
        (Names("???"), "term"),
        (Names("a" * 80), "a" * 50),
    ],
)
def test_the_code_of_a_term_is_made_of_its_name(crm: CRM, names: Names, code: str) -> None:
    crm.name_term("theme", names, origin=now())

    assert code == codes(crm)[-1]


def test_a_code_that_is_taken_gets_a_number(crm: CRM) -> None:
    for names in ("Isien työ", "Isien  työ!", "Isien työ?"):
        crm.name_term("theme", Names(names), origin=now())

    assert ["isien_tyo", "isien_tyo_2", "isien_tyo_3"] == codes(crm)[-3:]


def test_no_two_terms_that_are_offered_have_one_name(crm: CRM) -> None:
    crm.name_term("theme", PEERS, origin=now())
    before = crm.position()

    with pytest.raises(NameIsTaken):
        crm.name_term("theme", Names("vertaistuki"), origin=now())
    with pytest.raises(NameIsTaken):
        crm.rename_term("theme", "violence", Names("VERTAISTUKI"), origin=now())
    crm.rename_term("theme", "peer_support", Names("vertaistuki"), origin=now())
    crm.name_term("sector", Names("vertaistuki"), origin=now())

    assert before + 2 == crm.position()


def test_the_name_of_a_retired_term_is_free(crm: CRM) -> None:
    crm.name_term("theme", PEERS, origin=now())
    crm.retire_term("theme", "peer_support", origin=now())

    crm.name_term("theme", PEERS, origin=now())

    assert {"peer_support", "peer_support_2"} < set(codes(crm))


def test_a_term_that_somebody_else_renamed_meanwhile_is_not_renamed_unseen(crm: CRM) -> None:
    version = crm.version_of(Vocabulary.create_id("theme"))
    crm.rename_term("theme", "violence", Names("Väkivalta"), version=version, origin=now())

    with pytest.raises(ChangedMeanwhile):
        crm.rename_term("theme", "violence", PEERS, version=version, origin=now())


@pytest.mark.parametrize(
    ("vocabulary", "code"), [("role", "lead"), ("member_role", "member"), ("group", "other")]
)
def test_what_forms_need_is_not_retired(crm: CRM, vocabulary: str, code: str) -> None:
    with pytest.raises(TermIsNeeded):
        crm.retire_term(vocabulary, code, origin=now())
    with pytest.raises(TermIsNeeded):
        crm.merge_terms(vocabulary, code, "observer", origin=now())
    crm.retire_term("role", "host", origin=now())

    assert "host" in [term.code for term in crm.terms("role") if term.retired]


def test_a_term_means_the_last_one_that_it_was_merged_into(crm: CRM) -> None:
    crm.merge_terms("theme", "violence", "male_psychology", origin=now())
    crm.merge_terms("theme", "male_psychology", "fatherhood", origin=now())
    crm.merge_terms("theme", "divorce_support", "fatherhood", origin=now())

    known = crm.meanings("theme")

    merged = dict.fromkeys(("violence", "male_psychology", "divorce_support"), "fatherhood")
    assert merged == known.merged
    assert ["fatherhood", "magic"] == known.of(["violence", "magic", "fatherhood"])
    assert {"fatherhood", *merged} == set(known.carriers(["violence"]))
    assert ("magic",) == known.carriers(["magic"])
    assert () == known.carriers([])


def test_a_merge_that_is_withdrawn_leaves_what_was_merged_on(crm: CRM) -> None:
    crm.merge_terms("theme", "violence", "male_psychology", origin=now())
    crm.merge_terms("theme", "male_psychology", "fatherhood", origin=now())

    crm.withdraw_merge("theme", "male_psychology", origin=now())

    assert {"violence": "male_psychology"} == crm.meanings("theme").merged
    assert "male_psychology" in [term.code for term in crm.terms("theme") if not term.retired]


def test_a_merged_role_counts_as_what_it_means(crm: CRM) -> None:
    crm.merge_terms("role", "expert", "funder", origin=now())
    crm.count_role("client", counts=False, origin=now())
    crm.merge_terms("role", "client", "host", origin=now())

    counting = crm.meanings("role").counting

    assert {"client", "host"} < set(counting)
    assert {"expert", "funder"}.isdisjoint(counting)


@pytest.fixture
def fathers(crm: CRM) -> UUID:
    """Give a project on fatherhood and violence, where a school is the host."""
    school = crm.register_partner("Opisto", SCHOOL, origin=now()).subject_id
    themes = ("fatherhood", "violence")
    host = [TakesPart(school, "host")]
    return crm.plan_project("Isät", themes=themes, parties=host, origin=now()).subject_id


def school_of(crm: CRM, project: UUID) -> UUID:
    return crm.get(Project, project).participations.of(1).party_id


def merge(crm: CRM, *, retired: bool) -> None:
    """Merge terms, and perhaps retire what they were merged into."""
    for vocabulary, code, into in MERGED:
        crm.merge_terms(vocabulary, code, into, origin=now())
        if retired:
            crm.retire_term(vocabulary, into, origin=now())


@pytest.mark.parametrize("retired", [False, True])
def test_what_terms_of_before_mean_leaves_them_as_they_were_said(
    crm: CRM, fathers: UUID, *, retired: bool
) -> None:
    school = school_of(crm, fathers)
    evening = crm.agree_engagement(
        Form.SESSION, "Ilta", Day("2026-03-12"), themes=("violence",), origin=now()
    ).subject_id
    merge(crm, retired=retired)

    outline = replace(crm.get(Engagement, evening).outline, themes=("peer_activities",))
    crm.describe_engagement(evening, replace(outline, place="Espoo"), "x", origin=now())
    means = Description("university", ("youth_work",), "Espoo")
    crm.describe_partner(school, means, Day("2026"), origin=now())
    crm.set_project_goal(fathers, "Lähemmäs", ("fatherhood", "peer_activities"), origin=now())
    crm.correct_participation(fathers, 1, "expert", Day("2026-02"), None, "x", origin=now())

    said = crm.get(Engagement, evening).outline
    project = crm.get(Project, fathers)
    assert (("violence",), "Espoo") == (said.themes, said.place)
    assert replace(SCHOOL, municipality="Espoo") == crm.get(Partner, school).description
    assert ("fatherhood", "violence") == project.themes
    assert ("host", Day("2026-02")) == project.participations.of(1)[1:3]
    crm.correct_partner_description(
        school, replace(means, municipality="Vantaa"), "x", origin=now()
    )
    assert replace(SCHOOL, municipality="Vantaa") == crm.get(Partner, school).description
    before = crm.position()
    crm.change_role(fathers, 1, "expert", Day("2026-04"), origin=now())
    assert before == crm.position()


def test_what_was_retired_stays_where_something_else_changes(crm: CRM, fathers: UUID) -> None:
    school = school_of(crm, fathers)
    for vocabulary, code in (
        ("theme", "violence"),
        ("sector", "education"),
        ("kind", "school"),
        ("role", "host"),
    ):
        crm.retire_term(vocabulary, code, origin=now())

    here = replace(SCHOOL, municipality="Espoo")
    crm.describe_partner(school, here, Day("2026"), origin=now())
    crm.set_project_goal(fathers, "Lähemmäs", ("violence",), origin=now())
    crm.correct_participation(fathers, 1, "host", Day("2026-02"), None, "x", origin=now())

    project = crm.get(Project, fathers)
    assert here == crm.get(Partner, school).description
    assert ("Lähemmäs", ("violence",)) == (project.goal, project.themes)
    assert ("host", Day("2026-02")) == project.participations.of(1)[1:3]


def test_what_is_retired_does_not_come(crm: CRM, fathers: UUID) -> None:
    school = school_of(crm, fathers)
    merge(crm, retired=True)
    crm.retire_term("sector", "social", origin=now())
    crm.retire_term("theme", "divorce_support", origin=now())
    crm.retire_term("role", "client", origin=now())
    before, may = crm.position(), Day("2026-05")
    other = Description("university", ("youth_work", "social"))

    with pytest.raises(UnknownTerm):
        crm.describe_partner(school, other, may, origin=now())
    with pytest.raises(UnknownTerm):
        crm.set_project_goal(fathers, "", ("violence", "divorce_support"), origin=now())
    with pytest.raises(UnknownTerm):
        crm.change_role(fathers, 1, "client", may, origin=now())
    with pytest.raises(UnknownTerm):
        crm.correct_participation(fathers, 1, "client", None, None, "x", origin=now())

    assert before == crm.position()
