"""Terms are named by administrators, and those that forms need stay."""

import pytest

from crm.application import CRM
from crm.log import ChangedMeanwhile, Origin
from domain.names import Names
from domain.vocabulary import NameIsTaken, TermIsNeeded, Vocabulary

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
