"""Which column of a list is which."""

from pathlib import Path

import pytest

from crm.application import CRM
from crm.clocks import Clocks
from crm.imports.columns import Heads, checked, guessed, heads_of, remember, remembered
from crm.imports.headings import headings
from crm.imports.profile import TableProfile, profile
from crm.imports.run import run
from crm.log import Origin
from crm.projections.directory import listing
from domain.refusal import Missing

PARTNERS, CONTACTS = profile("partners"), profile("contacts")


@pytest.mark.parametrize(
    "head",
    [
        ("Nimi", "Y-tunnus", "Kunta", "Laji", "Verkkosivut"),
        ("NAMN", "fo-nummer", "Kommun", "Typ", "Webbplats"),
        ("Organization", "Business ID", "City", "Type", "URL"),
    ],
)
def test_headings_in_three_languages_are_guessed(head: tuple[str, ...]) -> None:
    found = guessed(_partners(), Heads(head, ()))

    assert found == dict(
        zip(("name", "business_id", "municipality", "kind", "web"), head, strict=True)
    )


def test_what_a_column_is_called_comes_before_what_it_may_be_called() -> None:
    called = {"municipality": ["kunta", "paikka"]}

    found = headings(
        "a.csv", ["Paikka", "Kunta", "Kunta", "name"], ["name", "municipality"], called
    )
    named = headings("a.csv", ["Kunta", "Municipality"], ["municipality"], called)

    assert found == ["Paikka", "municipality", "Kunta", "name"]
    assert named == ["Kunta", "municipality"]


def test_of_a_list_with_a_column_twice_nothing_is_guessed() -> None:
    assert guessed(_partners(), Heads(("Name", "NAME", "business_id"), ())) == {}


def test_a_choice_shows_each_heading_once_with_what_its_column_holds() -> None:
    heads = Heads(("Nimi", "", "Kunta", "Nimi", "Web"), (("", "x", "Vantaa"), ("Opisto", "", "")))

    assert heads.choices == [("Nimi", "Opisto"), ("Kunta", "Vantaa"), ("Web", "")]


def test_a_list_without_what_is_needed_is_refused_but_for_its_key() -> None:
    heads = Heads(("Nimi", "Kunta"), ())

    found = checked(_partners(), heads, {"name": "Nimi", "municipality": "Elsewhere"})

    assert (found["name"], found["business_id"], found["municipality"]) == ("Nimi", "", "")
    with pytest.raises(Missing) as refused:
        checked(_partners(), heads, {"name": "", "municipality": "Kunta"})
    assert refused.value.about == "name"


def test_what_was_said_last_is_remembered_for_the_same_headings(crm: CRM) -> None:
    heads, others = Heads(("A", "B"), ()), Heads(("B", "A"), ())
    for name in ("A", "B"):
        remember(crm.database, PARTNERS, heads, {"name": name})

    assert remembered(crm.database, PARTNERS, heads) == {"name": "B"}
    assert remembered(crm.database, PARTNERS, others) is None
    assert remembered(crm.database, CONTACTS, heads) is None


def test_headings_longer_than_an_index_takes_are_asked_about_each_time(crm: CRM) -> None:
    heads = Heads(("A" * 3_000,), ())

    remember(crm.database, PARTNERS, heads, {"name": "A" * 3_000})

    assert remembered(crm.database, PARTNERS, heads) is None


def test_columns_can_be_chosen_of_one_file_of_a_plain_list(tmp_path: Path) -> None:
    names = ("a.csv", "b.csv", "c.vcf")
    csv, other, cards = (tmp_path / name for name in names)
    for file in (csv, other):
        file.write_text("Nimi;Y-tunnus\nOpisto;\nKoulu;\nKerho;\nRyhmä;\n")
    cards.write_text("BEGIN:VCARD\nVERSION:3.0\nFN:Elli Esimerkki\nEND:VCARD\n")

    heads = heads_of(PARTNERS, [csv])

    assert heads == Heads(("Nimi", "Y-tunnus"), (("Opisto", ""), ("Koulu", ""), ("Kerho", "")))
    assert heads_of(PARTNERS, [csv, other]) is None
    assert heads_of(CONTACTS, [cards]) is None
    assert heads_of(profile("cordis"), [csv]) is None


def test_a_list_is_read_by_the_columns_that_were_chosen(crm: CRM, tmp_path: Path) -> None:
    crm.set_up_vocabularies(origin=Origin("system", "job"))
    file = tmp_path / "a.csv"
    file.write_text("name;Whom;Where;What\nNobody;Opisto;Kuopio;oppilaitos\n")
    columns = {"name": "Whom", "business_id": "", "municipality": "Where", "kind": "What"}

    report = run(crm, PARTNERS.reading(columns), [file], actor="Aino")

    (found,) = listing.parties(crm.database, listing.Wanted("partner", Clocks()))
    assert report.refused == 0
    assert (found.name, found.municipality, found.kind) == ("Opisto", "Kuopio", "school")


def test_every_key_and_field_of_a_table_follows_what_was_chosen() -> None:
    [_, _, table] = profile("cordis").table

    read = table.reading({"project_id": "Hanke", "organisation_id": "Kuka", "role": "Missä"})

    assert read.columns() == ["Hanke", "Kuka", "Missä", "terminated"]
    assert read.column("role").values == table.column("role").values


def _partners() -> TableProfile:
    assert PARTNERS.plain
    return PARTNERS.plain
