"""A list of contacts: known by address or by name and partner, and nothing of them in the log."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from crm import vault
from crm.application import CRM
from crm.carried import FILE
from crm.clocks import Clocks
from crm.contact_list import Wanted, contacts
from crm.erasing import NoLedger
from crm.erasures import Erasure, Ledger, LedgerIsUnwritable
from crm.imports.profile import profile
from crm.imports.report import Report
from crm.imports.run import run
from crm.imports.undo import undo
from crm.language.fields import field_of
from crm.log import Origin
from crm.log.transfer import export, replay
from crm.opening import AllReadModels, opened_at
from crm.projections.contacts.questions import positions_of
from crm.projections.rebuild import rebuild
from crm.projections.runs import run as run_of
from crm.saved_views.keeping import save, views_of
from domain.account import Role
from domain.contact import Basis, Contact, Purpose
from domain.day import Day
from domain.details import Details
from domain.import_run import ImportRun
from domain.partner import Description, Stage
from features.signed_in import let_in

Aino = Callable[[], Origin]
HEAD = "name;partner;email;phone;job_title;language;since\n"
ELLI = "Elli Esimerkki;Opisto;elli@opisto.example;09 000;Rehtori;fi;2020-08\n"
OTSO = "Otso Muu;Lyseo;;;;;\n"
WRONG = ";Nowhere;elli;;;xx;soon\n"
AS_OF_OLD = """
    UPDATE crm_events SET topic = 'crm.import.begun.v1',
        state = convert_to(
            replace(convert_from(state, 'UTF8'), 'contacts.csv', 'Canarysen.csv'), 'UTF8')
    WHERE notification_id = %s RETURNING true
"""


@pytest.fixture(autouse=True)
def ledger(crm: CRM, tmp_path: Path) -> Ledger:
    """Let who is erased be written down."""
    crm.ledger = Ledger(tmp_path / "store")
    return crm.ledger


@pytest.fixture
def partners(crm: CRM, aino: Aino) -> dict[str, UUID]:
    about = Description("school")
    return {
        name: crm.register_partner(name, about, stage=Stage.ACTIVE, origin=aino()).subject_id
        for name in ("Opisto", "Lyseo")
    }


def take(crm: CRM, tmp_path: Path, rows: str, *, dry_run: bool = False) -> Report:
    file = tmp_path / "people.csv"
    file.write_text(HEAD + rows, "utf-8")
    return run(crm, profile("contacts"), [file], actor="Aino", dry_run=dry_run)


def listed(crm: CRM) -> list[tuple[str, UUID]]:
    return [(one.name, one.partner) for one in contacts(crm.database, Wanted(), limit=99)]


def told(report: Report) -> list[tuple[int, str, str | None, bool]]:
    return [
        (one.row, type(one.refusal).__name__, field_of(one.refusal), one.warning)
        for one in report.problems
    ]


def test_people_are_taken_in_and_the_log_has_no_name_of_theirs(
    crm: CRM, partners: dict[str, UUID], tmp_path: Path
) -> None:
    report = take(crm, tmp_path, ELLI + OTSO)

    assert [] == told(report)
    assert {"crm.contact.added.v1": 2} == dict(report.events)
    assert [("Elli Esimerkki", partners["Opisto"]), ("Otso Muu", partners["Lyseo"])] == listed(crm)
    [elli, _otso] = contacts(crm.database, Wanted(), limit=9)
    kept = Details("Elli Esimerkki", "elli@opisto.example", "09 000", "Rehtori", "fi")
    assert kept == vault.details(crm.database, [elli.id])[elli.id]
    assert "2020-08" == elli.since_day
    log = "".join(one.state.decode() for one in crm.entries_after(0, 999))
    assert not [word for word in ("Elli", "Esimerkki", "elli@", "Rehtori", "Otso") if word in log]


@pytest.mark.usefixtures("partners")
def test_the_log_has_no_name_of_a_file_of_people(crm: CRM, tmp_path: Path) -> None:
    folder = tmp_path / "files"
    folder.mkdir()
    for number, name in enumerate(("Zoltan Canarysen 131052-308T.csv", "Canarysen.csv")):
        (folder / name).write_text(HEAD + f"Elli {number};Opisto;;;;;\n", "utf-8")

    report = run(crm, profile("contacts"), [folder, folder], actor="Aino")

    assert report.run_id
    found = run_of(crm.database, report.run_id)
    assert found
    assert ["contacts.csv", "contacts (2).csv"] == found.files
    log = "".join(one.state.decode() for one in crm.entries_after(0, 999))
    assert "Canarysen" not in log
    assert "131052" not in log


@pytest.mark.usefixtures("partners")
def test_nothing_shows_the_name_of_a_file_of_people_in_an_older_log(
    crm: CRM, tmp_path: Path
) -> None:
    report = take(crm, tmp_path, ELLI)
    assert report.run_id
    begun = crm.entries_about(report.run_id)[0].position
    crm.database.values(AS_OF_OLD, [begun])

    rebuild(crm.database, AllReadModels().models)

    found = run_of(crm.database, report.run_id)
    assert found
    assert ["contacts.csv"] == found.files
    assert ("contacts.csv",) == crm.get(ImportRun, report.run_id).files


@pytest.mark.usefixtures("partners")
def test_the_same_file_again_adds_nothing(crm: CRM, tmp_path: Path) -> None:
    take(crm, tmp_path, ELLI + OTSO)
    position = crm.position()

    again = take(crm, tmp_path, ELLI + OTSO + ELLI)

    assert ([], {}, position) == (told(again), dict(again.events), crm.position())


@pytest.mark.usefixtures("partners")
def test_a_dry_run_says_the_same_and_keeps_nothing(crm: CRM, tmp_path: Path) -> None:
    position = crm.position()

    report = take(crm, tmp_path, ELLI + OTSO, dry_run=True)

    assert {"crm.contact.added.v1": 2} == dict(report.events)
    assert position == crm.position()
    assert [] == crm.database.values("SELECT value FROM vault")


@pytest.mark.usefixtures("partners")
def test_what_changed_is_said_and_an_empty_cell_says_nothing(crm: CRM, tmp_path: Path) -> None:
    take(crm, tmp_path, ELLI + OTSO)

    rows = "Elli Uusi;Opisto;ELLI@opisto.example;;;;\nOtso Muu;Lyseo;otso@lyseo.example;;;;\n"
    report = take(crm, tmp_path, rows)

    assert {"crm.contact.details_changed.v1": 2} == dict(report.events)
    [elli, otso] = contacts(crm.database, Wanted(), limit=9)
    kept = vault.details(crm.database, [elli.id, otso.id])
    assert Details("Elli Uusi", "ELLI@opisto.example", "09 000", "Rehtori", "fi") == kept[elli.id]
    assert Details("Otso Muu", "otso@lyseo.example") == kept[otso.id]


def test_who_is_listed_at_a_new_partner_moved_there_and_at_an_old_one_did_not(
    crm: CRM, partners: dict[str, UUID], tmp_path: Path
) -> None:
    take(crm, tmp_path, ELLI)
    moved = take(crm, tmp_path, ELLI.replace("Opisto", "Lyseo"))
    again = take(crm, tmp_path, ELLI)

    assert {"crm.contact.moved.v1": 1} == dict(moved.events)
    assert {} == dict(again.events)
    assert [("Elli Esimerkki", partners["Lyseo"])] == listed(crm)


def test_two_of_one_name_at_different_partners_are_two(
    crm: CRM, partners: dict[str, UUID], tmp_path: Path
) -> None:
    take(crm, tmp_path, OTSO)

    take(crm, tmp_path, OTSO.replace("Lyseo", "Opisto"))

    both = {("Otso Muu", partners["Lyseo"]), ("Otso Muu", partners["Opisto"])}
    assert both == set(listed(crm))


def test_what_is_wrong_with_a_row_is_told_and_the_others_are_taken_in(
    crm: CRM, partners: dict[str, UUID], aino: Aino, tmp_path: Path
) -> None:
    crm.move_partner_stage(partners["Lyseo"], Stage.ENDED, Day("2025"), "Suljettiin", origin=aino())
    about = Description("school")
    for _ in range(2):
        crm.register_partner("Kaksi", about, origin=aino())
    rows = [
        ";Opisto;;;;;",
        "A;;;;;;",
        "B;Nowhere;;;;;",
        "C;Kaksi;;;;;",
        "D;Lyseo;;;;;",
        "E;Opisto;e at e;;;;",
        "F;Opisto;;;;xx;",
        "G;Opisto;;;;;yesterday",
        ELLI.strip(),
    ]

    report = take(crm, tmp_path, "\n".join(rows) + "\n")

    assert told(report) == [
        (2, "Missing", "name", False),
        (3, "Missing", "partner", False),
        (4, "UnknownName", "partner", False),
        (5, "UnknownName", "partner", False),
        (6, "PartnerHasEnded", "party", False),
        (7, "NotAMailAddress", "email", False),
        (8, "UnknownLanguage", "language", False),
        (9, "UnreadableDay", "since_on", False),
    ]
    assert ["Elli Esimerkki"] == [name for name, _ in listed(crm)]


def test_a_row_tells_all_that_is_wrong_with_it_and_is_refused_once(
    crm: CRM, partners: dict[str, UUID], tmp_path: Path
) -> None:
    assert partners

    report = take(crm, tmp_path, WRONG)

    assert [
        (2, "UnknownLanguage", "language", False),
        (2, "Missing", "name", False),
        (2, "UnknownName", "partner", False),
        (2, "NotAMailAddress", "email", False),
        (2, "UnreadableDay", "since_on", False),
    ] == told(report)
    assert 1 == report.refused


def test_a_partner_is_named_by_an_identifier_where_the_profile_says_so(
    crm: CRM, aino: Aino, tmp_path: Path
) -> None:
    school = crm.register_partner(
        "Opisto", Description("school"), identified_by={"town": "7"}, origin=aino()
    ).subject_id
    toml = tmp_path / "people.toml"
    toml.write_text(
        """
name = "people"
title = "People"
[[table]]
kind = "contacts"
file = "*.csv"
party = { scheme = "town", column = "school" }
[table.fields]
name = "who"
note = "about"
""",
        "utf-8",
    )
    file = tmp_path / "people.csv"
    file.write_text("who,school,about\nElli,7,Tunnus 131052-9107\nOtso,8,\n", "utf-8")

    report = run(crm, profile(str(toml)), [file], actor="Aino")

    assert told(report) == [
        (2, "NoteWithCode", "note", True),
        (3, "UnknownName", "partner", False),
    ]
    [(name, partner)] = listed(crm)
    assert ("Elli", school) == (name, partner)
    assert "131052" not in "".join(crm.database.values("SELECT value FROM vault"))


def test_undoing_erases_who_was_new_and_brings_back_what_was_known_of_others(
    crm: CRM, partners: dict[str, UUID], aino: Aino, tmp_path: Path
) -> None:
    otso = crm.add_contact(partners["Lyseo"], Details("Otso Muu"), origin=aino()).subject_id
    report = take(crm, tmp_path, ELLI + "Otso Muu;Lyseo;otso@lyseo.example;;;;\n")
    assert report.run_id
    elli = next(one.id for one in contacts(crm.database, Wanted(text="elli"), limit=1))

    counts = undo(crm, report.run_id, actor="Aino", reason="väärä")

    assert {"withdrawn": 1, "restored": 1, "left": 0} == counts
    assert crm.get(Contact, elli).erased
    assert [] == vault.versions(crm.database, elli)
    assert [("Otso Muu", partners["Lyseo"])] == listed(crm)
    assert Details("Otso Muu") == vault.details(crm.database, [otso])[otso]
    assert positions_of(crm.database, [elli], Clocks())


def test_whom_undoing_erases_the_ledger_names(
    crm: CRM, partners: dict[str, UUID], aino: Aino, ledger: Ledger, tmp_path: Path
) -> None:
    crm.add_contact(partners["Lyseo"], Details("Otso Muu"), origin=aino())
    report = take(crm, tmp_path, ELLI + "Otso Muu;Lyseo;otso@lyseo.example;;;;\nUlla;Lyseo;;;;;\n")
    assert report.run_id
    new = {one.id for one in contacts(crm.database, Wanted(), limit=9) if one.name != "Otso Muu"}

    undo(crm, report.run_id, actor="Ulla", reason="väärä")

    written = ledger.erasures()
    assert new == {one.person for one in written}
    assert {"Ulla"} == {one.actor for one in written}
    assert all("Ulla" == crm.entries_about(one)[-1].metadata["actor"] for one in new)


@pytest.mark.usefixtures("partners")
def test_nobody_goes_by_undoing_where_it_cannot_be_written_down(crm: CRM, tmp_path: Path) -> None:
    report = take(crm, tmp_path, ELLI)
    assert report.run_id
    (tmp_path / "file").write_text("")
    crm.ledger = Ledger(tmp_path / "file" / "below")
    with pytest.raises(LedgerIsUnwritable):
        undo(crm, report.run_id, actor="Aino", reason="väärä")
    crm.ledger = None
    with pytest.raises(NoLedger):
        undo(crm, report.run_id, actor="Aino", reason="väärä")
    assert ["Elli Esimerkki"] == [name for name, _ in listed(crm)]

    crm.ledger = Ledger(tmp_path)
    counts = undo(crm, report.run_id, actor="Aino", reason="väärä")

    assert {"withdrawn": 1, "restored": 0, "left": 0} == counts
    assert [] == listed(crm)


@pytest.mark.usefixtures("partners")
def test_an_undoing_that_died_after_it_wrote_people_down_is_finished_by_another(
    crm: CRM, aino: Aino, ledger: Ledger, tmp_path: Path
) -> None:
    report = take(crm, tmp_path, ELLI + OTSO)
    assert report.run_id
    elli, otso = (one.id for one in contacts(crm.database, Wanted(), limit=9))
    ledger.write(*(Erasure(one, datetime.now(UTC), "Aino") for one in (elli, otso)))
    crm.change_contact_details(elli, Details("Elli", phone="09 3"), origin=aino())

    counts = undo(crm, report.run_id, actor="Aino", reason="väärä")

    assert {"withdrawn": 2, "restored": 0, "left": 0} == counts
    assert {} == vault.details(crm.database, [elli, otso])
    assert 2 == ledger.lines()


@pytest.mark.usefixtures("partners")
def test_who_went_by_undoing_stays_away_when_an_older_backup_is_restored(
    crm: CRM, empty_url: str, ledger: Ledger, tmp_path: Path
) -> None:
    report = take(crm, tmp_path, ELLI + OTSO)
    assert report.run_id
    log, people = BytesIO(), BytesIO()
    export(crm.database, log, people=people)
    undo(crm, report.run_id, actor="Aino", reason="väärä")

    with opened_at(empty_url) as older:
        assert older.recorder.followers
        held = (one.getvalue().splitlines(keepends=True) for one in (log, people))
        replay(older.database, older.recorder.followers, next(held), people=next(held))
        before = len(listed(older))
    with opened_at(empty_url, ledger.path.parent) as older:
        after = len(listed(older))

    assert (2, 0) == (before, after)


def test_undoing_brings_back_each_detail_that_nobody_changed_since(
    crm: CRM, partners: dict[str, UUID], aino: Aino, tmp_path: Path
) -> None:
    known = Details("Otso Muu", "otso@lyseo.example", "09 111", "Opettaja", note="Tapasi Ainon")
    otso = crm.add_contact(partners["Lyseo"], known, origin=aino()).subject_id
    report = take(crm, tmp_path, "Otso Muu;Lyseo;otso@lyseo.example;09 222;Rehtori;fi;\n")
    assert report.run_id
    since = replace(vault.details(crm.database, [otso])[otso], phone="09 333")
    crm.change_contact_details(otso, since, origin=aino())
    purpose = Basis.CONSENT, Purpose.NEWSLETTER, "2026", Day("2026")
    crm.record_consent(otso, *purpose, origin=aino())

    counts = undo(crm, report.run_id, actor="Aino", reason="väärä")

    assert {"withdrawn": 0, "restored": 1, "left": 0} == counts
    assert replace(known, phone="09 333") == vault.details(crm.database, [otso])[otso]


def test_undoing_leaves_who_was_changed_altogether_moved_or_erased_since(
    crm: CRM, partners: dict[str, UUID], aino: Aino, tmp_path: Path
) -> None:
    changed, moved, gone, innocent = (
        crm.add_contact(
            partners["Lyseo"], Details(name, f"{name.lower()}@a.example"), origin=aino()
        ).subject_id
        for name in ("Changed", "Moved", "Gone", "Innocent")
    )
    rows = ("Changed;Lyseo", "Moved;Opisto", "Gone;Lyseo", "Innocent;Lyseo", "New;Lyseo")
    report = take(
        crm,
        tmp_path,
        "".join(f"{row};{row.partition(';')[0].lower()}@a.example;09 1;;;\n" for row in rows),
    )
    assert report.run_id
    was = vault.details(crm.database, [changed])[changed]
    crm.change_contact_details(changed, replace(was, phone="09 2"), origin=aino())
    crm.forget_contact(gone, origin=aino())
    new = next(one.id for one in contacts(crm.database, Wanted(text="new"), limit=1))
    crm.change_contact_details(new, Details("New", phone="09 3"), origin=aino())

    counts = undo(crm, report.run_id, actor="Aino", reason="väärä")

    assert {"withdrawn": 0, "restored": 1, "left": 4} == counts
    phones = {
        one: found.phone
        for one, found in vault.details(crm.database, [changed, moved, gone, innocent, new]).items()
    }
    assert {changed: "09 2", moved: "", innocent: "", new: "09 3"} == phones
    assert crm.get(Contact, moved).partner_id == partners["Opisto"]
    assert [] == vault.versions(crm.database, gone)


def test_a_contact_whom_somebody_erased_counts_as_withdrawn(
    crm: CRM, partners: dict[str, UUID], aino: Aino, tmp_path: Path
) -> None:
    report = take(crm, tmp_path, ELLI + OTSO)
    assert report.run_id
    elli = next(one.id for one in contacts(crm.database, Wanted(text="elli"), limit=1))
    crm.forget_contact(elli, origin=aino())

    counts = undo(crm, report.run_id, actor="Aino", reason="väärä")

    assert {"withdrawn": 2, "restored": 0, "left": 0} == counts
    assert partners


@pytest.mark.usefixtures("partners")
def test_undoing_leaves_nobody_who_was_new_in_a_saved_view(crm: CRM, tmp_path: Path) -> None:
    account = let_in(crm, Role.COORDINATOR, "aino@example.org", name="Aino")
    views: dict[str, dict[str, list[str]]] = {"Elli": {}, "Towns": {}, "It": {"q": ["esimerkki"]}}
    for name, asked in views.items():
        save(crm.database, account, uuid4(), name, "/partners", asked)
    report = take(crm, tmp_path, ELLI)
    assert report.run_id
    crm.data = tmp_path
    (tmp_path / FILE).write_text("Elli Esimerkki")

    undo(crm, report.run_id, actor="Aino", reason="väärä")

    assert not (tmp_path / FILE).exists()
    assert ["", "Towns"] == sorted(one.name for one in views_of(crm.database, account))


def test_a_partner_that_an_import_brought_stays_while_somebody_works_there(
    crm: CRM, tmp_path: Path
) -> None:
    file = tmp_path / "partners.csv"
    file.write_text("name,business_id\nOpisto,\n", "utf-8")
    brought = run(crm, profile("partners"), [file], actor="Aino")
    assert brought.run_id
    take(crm, tmp_path, ELLI)

    counts = undo(crm, brought.run_id, actor="Aino", reason="väärä")

    assert {"withdrawn": 0, "restored": 0, "left": 1} == counts
    assert ["Elli Esimerkki"] == [name for name, _ in listed(crm)]


def test_an_address_that_several_share_says_nothing_without_the_name(
    crm: CRM, tmp_path: Path, partners: dict[str, UUID]
) -> None:
    rows = "Elli;Opisto;info@opisto.example;;;;\nOtso;Opisto;info@opisto.example;;;;\n"
    take(crm, tmp_path, rows)

    again = take(crm, tmp_path, rows)
    third = take(crm, tmp_path, "Ulla;Opisto;info@opisto.example;;;;\n")

    assert {} == dict(again.events)
    assert {"crm.contact.added.v1": 1} == dict(third.events)
    assert [(name, partners["Opisto"]) for name in ("Elli", "Otso", "Ulla")] == listed(crm)
