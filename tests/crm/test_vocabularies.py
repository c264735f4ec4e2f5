"""Terms are named by administrators, and those that forms need stay."""

from dataclasses import replace

import pytest

from crm.application import CRM
from crm.log import ChangedMeanwhile, Origin
from domain.day import Day
from domain.engagement import Engagement, Form
from domain.names import Names
from domain.partner import Description, Partner
from domain.vocabulary import NameIsTaken, TermIsNeeded, UnknownTerm, Vocabulary

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


def test_what_the_terms_of_before_mean_may_stay_retired_or_not(crm: CRM) -> None:
    evening = crm.agree_engagement(
        Form.SESSION, "Ilta", Day("2026-03-12"), themes=("violence",), origin=now()
    ).subject_id
    school = Description("school", ("education",))
    partner = crm.register_partner("Opisto", school, origin=now()).subject_id
    for vocabulary, code, into in (
        ("theme", "violence", "fatherhood"),
        ("sector", "education", "youth_work"),
        ("kind", "school", "university"),
    ):
        crm.merge_terms(vocabulary, code, into, origin=now())
        crm.retire_term(vocabulary, into, origin=now())
    crm.retire_term("sector", "social", origin=now())

    about = crm.get(Engagement, evening).outline
    crm.describe_engagement(evening, replace(about, themes=("fatherhood",)), "x", origin=now())
    means = Description("university", ("youth_work",))
    crm.describe_partner(partner, means, Day("2026"), origin=now())

    assert means == crm.get(Partner, partner).description
    assert ("fatherhood",) == crm.get(Engagement, evening).outline.themes
    other = Description("university", ("youth_work", "social"))
    with pytest.raises(UnknownTerm):
        crm.describe_partner(partner, other, Day("2026-02"), origin=now())
