"""A row that can't be taken in is named with its field; every other row is taken in."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from crm.application import CRM
from crm.imports import report
from crm.imports.profile import profile
from crm.imports.run import run
from crm.language import LANGUAGES, current
from crm.language.sentences import sentence
from crm.log import Origin
from crm.projections.runs import runs
from domain.day import Day
from domain.names import Names
from domain.refusal import Refusal
from tests.crm.imports.town import FILES, Town, counted, told

SOUND = {"partner": 3, "project": 2, "engagement": 2}

# File, the bad line, the field, the refusal; where it is taken in all the same, the last is True.
BAD = [
    ("partners.csv", "9,Koulu,school,,Oulu,0115776-4,", "business_id", "WrongCheckDigit", True),
    ("partners.csv", "9,Koulu,school,,Oulu,0115776-3,", "business_id", "IdentifierTaken", True),
    ("partners.csv", "9,Koulu,school,,Oulu,01157763,", "business_id", "IdentifierTaken", True),
    ("partners.csv", "9,Koulu,castle,,Oulu,,", "kind", "UnknownTerm", False),
    ("partners.csv", "9,Koulu,neighbour,,Oulu,,", "kind", "UnknownTerm", False),
    ("partners.csv", "9,Koulu,school,magic,Oulu,,", "sector", "UnknownTerm", False),
    ("partners.csv", "9,Koulu,school,,Oulu,,married", "stage", "UnknownStage", False),
    ("partners.csv", "9,,school,,Oulu,,", "name", "Missing", False),
    ("partners.csv", f"9,{'a' * 501},school,,Oulu,,", "name", "TooLong", False),
    ("partners.csv", "9,Kou\x07lu,school,,Oulu,,", "name", "Unprintable", False),
    ("partners.csv", "9,Koulu, Oulun,school,,Oulu,,", None, "WrongNumberOfCells", False),
    ("partners.csv", '9,"Kou"lu,school,,Oulu,,', None, "StrayQuotation", False),
    ("partners.csv", '9,"Koulu,school,,Oulu,,', None, "StrayQuotation", False),
    ("partners.csv", "1,Toinen opisto,school,,Oulu,,", "town", "IdentifierTaken", False),
    ("projects.csv", "p9,,2019,2020,,", "title", "Missing", False),
    ("projects.csv", "p9,Hanke,2021,2020,,", "until_on", "EndsBeforeStart", False),
    ("projects.csv", "p9,Hanke,2019-02-30,2020,,", "starts_on", "UnreadableDay", False),
    ("projects.csv", "p9,Hanke,keväällä,2020,,", "starts_on", "UnreadableDay", False),
    ("projects.csv", "p9,Hanke,2019,31.11.2020,,", "ends_on", "UnreadableDay", False),
    ("projects.csv", "p9,Hanke,2019,2020,,magic", "theme", "UnknownTerm", False),
    ("projects.csv", "p1,Toinen hanke,2019,2020,,", "town-activity", "IdentifierTaken", False),
    ("engagements.csv", "e9,Ilta,concert,2019,,", "form", "UnknownForm", False),
    ("engagements.csv", "e9,Ilta,session,,,", "starts_on", "Missing", False),
    ("participations.csv", "p1,3,king,,,", "role", "UnknownTerm", False),
    ("participations.csv", "p1,3,,,,", "role", "Missing", False),
    ("participations.csv", "p1,77,partner,,,", "party", "NotFound", False),
    ("participations.csv", "p77,1,partner,,,", "activity", "NotFound", False),
    ("participations.csv", "p1,3,partner,2031,2032,", "from_on", "OutsidePeriod", False),
    ("participations.csv", "p1,3,partner,2021,2020,", "until_on", "EndsBeforeStart", False),
    ("participations.csv", "p1,3,partner,soon,2020,", "from_on", "UnreadableDay", False),
    ("participations.csv", "p1,3,partner,2020,2021,,,", None, "WrongNumberOfCells", False),
    ("participations.csv", "p1,77,partner,,,yes", "party", "NotFound", False),
]


@pytest.mark.parametrize(("file", "line", "field", "refusal", "taken"), BAD)
def test_a_bad_row_is_named_and_nothing_else_is_lost(
    crm: CRM, town: Town, file: str, line: str, field: str | None, refusal: str, *, taken: bool
) -> None:
    row = FILES[file].count("\n") + 1
    town.add(file, line)

    report = town.take(crm)

    assert [(file, row, field, refusal)] == told(report)
    assert (not taken, taken) == (report.refused == 1, report.problems[0].warning)
    found = counted(crm)
    assert {**SOUND, "partner": 3 + taken, "participation": 6} == found
    for language in LANGUAGES:
        current.set(language)
        assert _general() != sentence(report.problems[0].refusal)
    current.set("en")


@pytest.mark.parametrize(("file", "line", "field", "refusal", "taken"), BAD)
def test_a_dry_run_reports_the_same_and_records_nothing(
    crm: CRM, town: Town, file: str, line: str, field: str | None, refusal: str, *, taken: bool
) -> None:
    town.add(file, line)
    before = crm.position()

    trial = town.take(crm, dry_run=True)

    assert (before, None) == (crm.position(), trial.run_id)
    real = town.take(crm)
    assert told(real) == told(trial)
    assert (real.rows, real.refused, real.events) == (trial.rows, trial.refused, trial.events)
    assert (field, refusal, taken) == (*told(real)[0][2:], real.problems[0].warning)


# File, the line, and all that is wrong with it; what is left out is warned of before.
SEVERAL = [
    (
        "partners.csv",
        "9,,castle,magic;social;dust,Ou\x07lu,0115776-4,married",
        [
            ("business_id", "WrongCheckDigit"),
            ("kind", "UnknownTerm"),
            ("name", "Missing"),
            ("sector", "UnknownTerm"),
            ("sector", "UnknownTerm"),
            ("municipality", "Unprintable"),
            ("stage", "UnknownStage"),
        ],
    ),
    (
        "partners.csv",
        "1,,castle,magic,,,married",
        [
            ("name", "Missing"),
            ("kind", "UnknownTerm"),
            ("sector", "UnknownTerm"),
            ("stage", "UnknownStage"),
        ],
    ),
    (
        "projects.csv",
        "p9,,soon,later,,magic;dust",
        [
            ("theme", "UnknownTerm"),
            ("title", "Missing"),
            ("starts_on", "UnreadableDay"),
            ("ends_on", "UnreadableDay"),
            ("theme", "UnknownTerm"),
        ],
    ),
    ("projects.csv", "p9,,2021,2020,,", [("until_on", "EndsBeforeStart"), ("title", "Missing")]),
    (
        "engagements.csv",
        f"e9,,concert,,2019,{'a' * 501}",
        [
            ("starts_on", "Missing"),
            ("title", "Missing"),
            ("form", "UnknownForm"),
            ("place", "TooLong"),
        ],
    ),
    (
        "engagements.csv",
        "e9,Ilta,concert,keväällä,2019,",
        [("starts_on", "UnreadableDay"), ("form", "UnknownForm")],
    ),
    (
        "participations.csv",
        "p1,77,king,soon,later,",
        [
            ("role", "UnknownTerm"),
            ("party", "NotFound"),
            ("from_on", "UnreadableDay"),
            ("until_on", "UnreadableDay"),
        ],
    ),
    (
        "participations.csv",
        "p1,3,,2021,2020,",
        [("role", "Missing"), ("until_on", "EndsBeforeStart")],
    ),
    (
        "participations.csv",
        "p1,77,partner,2031,2032,",
        [("party", "NotFound"), ("from_on", "OutsidePeriod")],
    ),
]


@pytest.mark.parametrize(("file", "line", "wrong"), SEVERAL)
def test_a_row_tells_all_that_is_wrong_with_it_and_is_refused_once(
    crm: CRM, town: Town, file: str, line: str, wrong: list[tuple[str, str]]
) -> None:
    row = FILES[file].count("\n") + 1
    town.add(file, line)

    trial = town.take(crm, dry_run=True)
    report = town.take(crm)

    assert [(file, row, *one) for one in wrong] == told(report) == told(trial)
    assert (1, len(wrong)) == (report.refused, report.told)
    assert {**SOUND, "partner": 3, "participation": 6} == counted(crm)


def test_what_a_row_is_known_by_is_among_what_is_wrong_with_it(crm: CRM, tmp_path: Path) -> None:
    rows = ("name;business_id;kind;stage", ";0115776-9;planet;", "Koulu;0115776-3;school;")
    (tmp_path / "list.csv").write_text("\n".join(rows))

    report = run(crm, profile("partners"), [tmp_path / "list.csv"], actor="Aino")

    wrong = [("kind", "UnknownTerm"), ("business_id", "WrongCheckDigit"), ("name", "Missing")]
    assert [("list.csv", 2, *one) for one in wrong] == told(report)
    assert 1 == counted(crm)["partner"]


def test_a_changed_row_tells_all_that_is_wrong_with_it(crm: CRM, town: Town) -> None:
    town.take(crm)
    town.change("partners.csv", "2,Seurakunta,parish,,Vantaa,,", "2,,castle,magic,Vantaa,,married")
    town.change("projects.csv", "p2,Väkivaltatyö,2020,2023-06-30,,", "p2,,soon,later,,")

    report = town.take(crm)

    assert [
        ("kind", "UnknownTerm"),
        ("name", "Missing"),
        ("sector", "UnknownTerm"),
        ("title", "Missing"),
        ("starts_on", "UnreadableDay"),
        ("ends_on", "UnreadableDay"),
    ] == [one[2:] for one in told(report)]
    assert 2 == report.refused


def test_a_row_of_an_ended_partner_is_refused_and_the_others_taken_in(crm: CRM, town: Town) -> None:
    town.change("partners.csv", "2,Seurakunta,parish,,Vantaa,,", "2,Seurakunta,parish,,,,ended")
    trial = town.take(crm, dry_run=True)

    report = town.take(crm)

    assert [("participations.csv", 3, "party", "PartnerHasEnded")] == told(report) == told(trial)
    assert {**SOUND, "participation": 5} == counted(crm)


def test_a_row_of_a_partner_that_ended_before_is_refused_too(crm: CRM, town: Town) -> None:
    town.change("partners.csv", "2,Seurakunta,parish,,Vantaa,,", "2,Seurakunta,parish,,,,ended")
    everything, town.files = town.files, {"partners.csv": town.files["partners.csv"]}
    town.take(crm)
    town.files = everything

    report = town.take(crm)

    assert [("participations.csv", 3, "party", "PartnerHasEnded")] == told(report)
    assert {**SOUND, "participation": 5} == counted(crm)


@pytest.mark.parametrize("odd", ["\0", "a\0b", "\x00" * 5])
def test_nul_far_into_a_file_spoils_its_row_only(crm: CRM, town: Town, odd: str) -> None:
    filler = [f"{n},Koulu {n},school,,Oulu,," for n in range(100, 400)]
    town.add("partners.csv", *filler, f"{odd},Nolla,school,,Oulu,,", f"8,Nolla{odd},school,,Oulu,,")
    town.add("partners.csv", f"7,Kahdeksan,school,,Oulu,{odd},")
    town.add(
        "participations.csv", *["p2,2,partner,,,"] * 300, f"p1,{odd},partner,,,", f"{odd},1,lead,,,"
    )

    report = town.take(crm)

    assert ["Unprintable"] * 5 == [kind for _, _, _, kind in told(report)]
    assert {**SOUND, "partner": 303, "participation": 7} == counted(crm)


def test_only_so_many_problems_are_kept_but_all_are_counted(
    crm: CRM, town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(report, "KEPT", 3)
    town.add("partners.csv", *["9,,,,,,"] * 8)

    found = town.take(crm)

    assert (8, 3) == (found.refused, len(found.problems))
    assert 3 == counted(crm)["partner"]


def test_a_row_with_fewer_cells_has_empty_ones(crm: CRM, town: Town) -> None:
    town.add("partners.csv", "9,Koulu", "", " , ,", ",,,,,,")

    report = town.take(crm)

    assert [("partners.csv", 7, "name", "Missing")] == told(report)
    assert {**SOUND, "partner": 4, "participation": 6} == counted(crm)


def test_a_row_said_twice_counts_once(crm: CRM, town: Town) -> None:
    for file in FILES:
        town.add(file, *FILES[file].splitlines()[1:])

    report = town.take(crm)

    assert [] == told(report)
    assert {**SOUND, "participation": 6} == counted(crm)


def test_rows_without_a_key_are_taken_by_their_names(crm: CRM, town: Town) -> None:
    town.add("partners.csv", ",Nimetön,school,,,,", ",Nimetön,school,,Oulu,,")
    town.add("projects.csv", ",Nimetön hanke,,,,", ",Toinen,,,,")

    report = town.take(crm)

    assert [] == told(report)
    found = counted(crm)
    assert (5, 4) == (found["partner"], found["project"])


def _general() -> str:
    return sentence(Refusal())


OURS = """
[[table]]
kind = "participations"
file = "ours.csv"
activity = { scheme = "town-activity", column = "activity" }
party = { scheme = "town", column = "party" }
unit = "unit"
colleague = "colleague"
[table.fields]
role = { column = "role", default = "expert" }
"""


def test_units_and_colleagues_take_part_by_their_names(
    crm: CRM, town: Town, aino: Callable[[], Origin]
) -> None:
    names = Names("Miestyö", "Mansarbete", "Work with men")
    unit = crm.open_unit(names, origin=aino()).subject_id
    crm.rename_unit(unit, Names("Miesten talo"), Day("2024"), origin=aino())
    eero = crm.welcome_colleague("Eero Niemi", origin=aino()).subject_id
    for _ in range(2):
        crm.welcome_colleague("Aino Laine", origin=aino())
    town.files["ours.csv"] = (
        "activity,party,unit,colleague,role\n"
        "e1,,Mansarbete,Eero  Niemi,\n"
        "e1,2,Miesten talo,,host\n"
        "e2,,,,\n"
        "e2,,,Aino Laine,\n"
        "e2,,Naistyö,,\n"
    )
    town.more = OURS

    report = town.take(crm)

    assert [
        ("ours.csv", 5, "party", "NotOneOfOurs"),
        ("ours.csv", 6, "party", "NotOneOfOurs"),
    ] == told(report)
    taking_part = crm.database.rows(
        lambda party, role: (party, role),
        "SELECT party, role FROM participation WHERE party = ANY (%s)",
        [[unit, eero]],
    )
    assert {(unit, "expert"), (eero, "expert"), (unit, "host")} == set(taking_part)
    before = crm.position()
    assert not town.take(crm).recorded
    assert before == crm.position()


def test_a_file_with_letters_of_another_system_in_its_name_is_taken_in(
    crm: CRM, tmp_path: Path
) -> None:
    file = Path(os.fsdecode(os.fsencode(tmp_path) + b"/l\xe4hi.csv"))
    file.write_text("name,business_id\nKoulu,\nLukio,0115776-4\n")

    report = run(crm, profile("partners"), [file], actor="Aino")

    assert (1, 1) == (report.recorded, report.refused)
    assert {"l\ufffdhi.csv"} == {one.file for one in report.problems}
    assert ["l\ufffdhi.csv"] == [*runs(crm.database)[0].files]
