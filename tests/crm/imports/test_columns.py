"""Which column of a list is which."""

from pathlib import Path

import pytest

from crm.application import CRM
from crm.clocks import Clocks
from crm.imports.columns import Heads, checked, guessed, heads_of, remember, remembered
from crm.imports.headings import headings
from crm.imports.profile import TableProfile, profile
from crm.imports.run import run
from crm.language.sentences import sentence
from crm.log import Origin
from crm.projections.directory import listing
from domain.names import Names
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
    found = guessed(_partners(), Heads.of(head, ()))

    names = ("name", "business_id", "municipality", "kind", "web")
    assert [found[name] for name in names] == [*range(len(head))]


def test_what_a_column_is_called_comes_before_what_it_may_be_called() -> None:
    called = {"municipality": ["kunta", "paikka"]}

    found = headings(
        "a.csv", ["Paikka", "Kunta", "Kunta", "name"], ["name", "municipality"], called
    )
    named = headings("a.csv", ["Kunta", "Municipality"], ["municipality"], called)

    assert found == ["Paikka", "municipality", "Kunta", "name"]
    assert named == ["Kunta", "municipality"]


def test_of_a_list_with_a_column_twice_nothing_is_guessed() -> None:
    assert guessed(_partners(), Heads.of(("Name", "NAME", "business_id"), ())) == {}


def test_a_choice_shows_a_column_with_what_it_holds() -> None:
    rows = [("", "x", "Vantaa"), ("Opisto", "", ""), ("Koulu",)]

    heads = Heads.of(("Nimi", "", "Kunta", "Nimi", "Web"), rows)

    assert heads.choices == [
        (0, "Nimi", "Opisto"),
        (2, "Kunta", "Vantaa"),
        (3, "Nimi", ""),
        (4, "Web", ""),
    ]


def test_a_list_without_what_is_needed_is_refused_but_for_its_key() -> None:
    heads = Heads.of(("Nimi", "", "Kunta"), ())

    found = checked(_partners(), heads, {"name": "0", "municipality": "1", "web": "-1"})

    assert found == {"name": 0}
    with pytest.raises(Missing) as refused:
        checked(_partners(), heads, {"name": "3", "municipality": "2"})
    assert refused.value.about == "name"


def test_what_was_said_last_is_remembered_for_the_same_headings(crm: CRM) -> None:
    heads, others = Heads.of(("A", "B"), ()), Heads.of(("B", "A"), ())
    for place in (0, 1):
        remember(crm.database, PARTNERS, heads, {"name": place})

    assert remembered(crm.database, PARTNERS, heads) == {"name": 1}
    assert remembered(crm.database, PARTNERS, others) is None
    assert remembered(crm.database, CONTACTS, heads) is None


def test_of_what_a_list_says_no_more_than_the_beginning_is_kept(tmp_path: Path) -> None:
    long, wide = tmp_path / "long.csv", tmp_path / "wide.csv"
    long.write_text(f"{'x' * 1_000_000};Kunta\n{'y' * 1_000_000};Vantaa\n")
    wide.write_text("a;" * 501 + "\n")

    heads = heads_of(PARTNERS, [long])

    assert heads
    assert heads.choices == [(0, "x" * 60, "y" * 60), (1, "Kunta", "Vantaa")]
    assert heads.digest != Heads.of(("x" * 60, "Kunta"), ()).digest
    assert heads_of(PARTNERS, [wide]) is None


@pytest.mark.parametrize("odd", ["ä" * 5_000, "a\0b", "\ud83d", "a\r\nb"])
def test_any_headings_can_be_remembered_and_none_are_kept(crm: CRM, odd: str) -> None:
    heads = Heads.of((odd, "elli@esimerkki.example"), ())

    remember(crm.database, PARTNERS, heads, {"name": 0})

    assert remembered(crm.database, PARTNERS, heads) == {"name": 0}
    assert "elli" not in str(crm.database.values("SELECT import_columns::text FROM import_columns"))


def test_columns_can_be_chosen_of_one_file_of_a_plain_list(tmp_path: Path) -> None:
    names = ("a.csv", "b.csv", "c.vcf")
    csv, other, cards = (tmp_path / name for name in names)
    for file in (csv, other):
        file.write_text("Nimi;Y-tunnus\nOpisto;\nKoulu;\nKerho;\nRyhmä;\n")
    cards.write_text("BEGIN:VCARD\nVERSION:3.0\nFN:Elli Esimerkki\nEND:VCARD\n")

    heads = heads_of(PARTNERS, [csv])

    assert heads
    assert heads.choices == [(0, "Nimi", "Opisto"), (1, "Y-tunnus", "")]
    assert heads_of(PARTNERS, [csv, other]) is None
    assert heads_of(CONTACTS, [cards]) is None
    assert heads_of(profile("cordis"), [csv]) is None


def test_a_list_is_read_by_the_columns_that_were_chosen(crm: CRM, tmp_path: Path) -> None:
    crm.set_up_vocabularies(origin=Origin("system", "job"))
    file = tmp_path / "a.csv"
    # One without a heading, one twice, a row that is too short and one that is too long.
    file.write_text("name;Kuka;;Kuka;What\nNo;Opisto;x;Kuopio;oppilaitos\nNo;Koulu\n1;2;3;4;5;6\n")
    places = {"name": 1, "municipality": 3, "kind": 4}

    report = run(crm, PARTNERS, [file], actor="Aino", places=places)

    found = listing.parties(crm.database, listing.Wanted("partner", Clocks()))
    assert report.refused == 1
    assert [(one.name, one.municipality, one.kind) for one in found] == [
        ("Koulu", None, "other"),
        ("Opisto", "Kuopio", "school"),
    ]


@pytest.mark.parametrize("word", ["school", "School", "OPPILAITOS", "Läroanstalt", "Skola"])
def test_a_kind_is_read_by_its_code_or_name_and_as_what_it_means(
    crm: CRM, tmp_path: Path, word: str
) -> None:
    crm.set_up_vocabularies(origin=Origin("system", "job"))
    skola = Names.given("Koulu", "Skola", "Old school")
    crm.add_term("kind", "skola", skola, origin=Origin("Aino"))
    crm.merge_terms("kind", "skola", "school", origin=Origin("Aino"))
    file = tmp_path / "a.csv"
    file.write_text(f"name;business_id;kind\nOpisto;;{word}\n")

    run(crm, PARTNERS, [file], actor="Aino")

    (found,) = listing.parties(crm.database, listing.Wanted("partner", Clocks()))
    assert found.kind == "school"


@pytest.mark.parametrize(
    ("word", "stage"),
    [
        ("Tauolla", "dormant"),
        (" vilande ", "dormant"),
        ("ACTIVE", "active"),
        ("möjlig", "prospect"),
        ("ended", "ended"),
        ("", "active"),
    ],
)
def test_a_stage_is_read_by_its_code_or_name(
    crm: CRM, tmp_path: Path, word: str, stage: str
) -> None:
    crm.set_up_vocabularies(origin=Origin("system", "job"))
    file = tmp_path / "a.csv"
    file.write_text(f"name;business_id;stage\nOpisto;;{word}\nKoulu;;gone\n")

    report = run(crm, PARTNERS, [file], actor="Aino")

    (found,) = listing.parties(crm.database, listing.Wanted("partner", Clocks(), ended=True))
    assert (found.name, found.stage, report.refused) == ("Opisto", stage, 1)


def test_a_code_is_read_as_it_is_written_where_another_differs_by_large_letters(
    crm: CRM, tmp_path: Path
) -> None:
    crm.set_up_vocabularies(origin=Origin("system", "job"))
    for code in ("abc", "ABC"):
        names = Names.given(f"{code} fi", f"{code} sv", "School")
        crm.add_term("kind", code, names, origin=Origin("Aino"))
    file = tmp_path / "a.csv"
    file.write_text("name;business_id;kind\nA;;abc\nB;;ABC\nC;;school\n")

    run(crm, PARTNERS, [file], actor="Aino")

    found = listing.parties(crm.database, listing.Wanted("partner", Clocks()))
    assert [(one.name, one.kind) for one in found] == [("A", "abc"), ("B", "ABC"), ("C", "school")]


def test_a_kind_that_was_retired_is_read_by_no_name(crm: CRM, tmp_path: Path) -> None:
    crm.set_up_vocabularies(origin=Origin("system", "job"))
    crm.retire_term("kind", "school", origin=Origin("Aino"))
    file = tmp_path / "a.csv"
    file.write_text("name;business_id;kind\nOpisto;;Oppilaitos\nKunta;;kunta\n")

    report = run(crm, PARTNERS, [file], actor="Aino")

    (problem,) = report.problems
    assert problem.row == 2
    assert sentence(problem.refusal).startswith("“Oppilaitos” isn't in use")


def _partners() -> TableProfile:
    assert PARTNERS.plain
    return PARTNERS.plain
