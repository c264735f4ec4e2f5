"""A file that is taken in again adds nothing; what changed in it becomes the fitting event."""

from collections.abc import Callable
from pathlib import Path

import pytest

from crm.application import CRM
from crm.clocks import Clocks, today
from crm.imports import run as running
from crm.imports.profile import profile
from crm.imports.run import run
from crm.imports.undo import undo
from crm.log import Origin
from crm.projections.directory import questions as directory
from crm.projections.participation import questions as participation
from crm.projections.runs import runs
from domain.day import Day
from domain.engagement import Engagement
from domain.outline import Form
from domain.partner import Description, Partner, Stage
from domain.project import Project
from tests.crm.imports.town import EVENTS, FILES, Town, counted, told


def test_everything_of_the_files_is_taken_in(crm: CRM, town: Town) -> None:
    before = crm.position()

    report = town.take(crm)

    assert [] == told(report)
    assert (13, EVENTS - 2) == (report.rows, report.recorded)
    # And the role that the profile brings.
    assert before + EVENTS + 1 == crm.position()
    (found,) = runs(crm.database)
    assert (report.run_id, "town", 13, 0) == (found.id, found.profile, found.rows, found.refused)
    assert ("Aino", sorted(FILES)) == (found.actor, sorted(found.files))


def test_a_second_import_adds_nothing(crm: CRM, town: Town) -> None:
    town.take(crm)
    before = crm.position()

    report = town.take(crm)

    assert (before, 0, None) == (crm.position(), report.recorded, report.run_id)
    assert 1 == len(runs(crm.database))


@pytest.mark.parametrize(
    ("file", "old", "new", "topics"),
    [
        ("partners.csv", "Opisto", "Kansanopisto", ["partner.renamed"]),
        ("partners.csv", "Kuopio", "Iisalmi", ["partner.described"]),
        (
            "partners.csv",
            "2,Seurakunta,parish",
            "2,Srk,school",
            ["partner.renamed", "partner.described"],
        ),
        ("projects.csv", "Perhetalo", "Perheen talo", ["project.retitled"]),
        ("projects.csv", "31.12.2024", "2025", ["project.period_corrected"]),
        ("engagements.csv", "Isäilta", "Isien ilta", ["engagement.title_corrected"]),
        ("engagements.csv", "14.5.2019", "15.5.2019", ["engagement.days_corrected"]),
        ("projects.csv", "Isät mukaan", "Isät kotiin", ["project.goal_set"]),
        ("projects.csv", ",,violence", ",,violence;fatherhood", ["project.goal_set"]),
        (
            "engagements.csv",
            "Isäilta,session",
            "Isäilta,meeting",
            ["engagement.description_corrected"],
        ),
        ("engagements.csv", ",,Kuopio", ",,Oulu", ["engagement.description_corrected"]),
        ("engagements.csv", "Päivä,seminar", "Päivä,meeting", ["engagement.described"]),
        ("engagements.csv", "2099-01-02,", "2099-01-02,Turku", ["engagement.described"]),
        ("participations.csv", "p1,1,lead", "p1,3,expert,,,\np1,1,lead", ["project.party_joined"]),
        ("participations.csv", "p2,3,lead,,,", "p2,3,lead,,,yes", ["project.party_left"]),
    ],
)
def test_a_changed_row_becomes_the_fitting_event(
    crm: CRM, town: Town, file: str, old: str, new: str, topics: list[str]
) -> None:
    town.take(crm)
    before = crm.position()
    town.change(file, old, new)
    trial = town.take(crm, dry_run=True)

    report = town.take(crm)

    expected = [f"crm.{topic}.v1" for topic in topics]
    recorded = [entry.topic for entry in crm.entries_after(before, 100)]
    assert ["crm.import.begun.v2", *expected, "crm.import.finished.v1"] == recorded
    assert sorted(expected) == sorted(report.events) == sorted(trial.events)
    assert [] == told(report)


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("projects.csv", "Isät mukaan,fatherhood", ","),
        ("engagements.csv", ",session,14.5.2019,,Kuopio", ",,14.5.2019,,"),
        ("projects.csv", "fatherhood", "fatherhood; fatherhood"),
        ("engagements.csv", ",,Kuopio", ",, Kuopio "),
    ],
)
def test_an_empty_cell_or_another_way_to_write_the_same_changes_nothing(
    crm: CRM, town: Town, file: str, old: str, new: str
) -> None:
    town.take(crm)
    before = crm.position()
    town.change(file, old, new)

    report = town.take(crm)

    assert [] == told(report)
    assert before == crm.position()


def test_an_activity_is_as_the_changed_row_says_and_stays_so(crm: CRM, town: Town) -> None:
    town.take(crm)
    town.change("projects.csv", "Isät mukaan,fatherhood", "Isät kotiin,violence")
    town.change("engagements.csv", "Isäilta,session", "Isäilta,meeting")
    town.change("engagements.csv", ",,Kuopio", ",,Oulu")
    town.take(crm)
    before = crm.position()

    report = town.take(crm)

    assert (before, 0) == (crm.position(), report.recorded)
    project = crm.get(Project, participation.resolve(crm.database, "town-activity:p1"))
    engagement = crm.get(Engagement, participation.resolve(crm.database, "town-activity:e1"))
    assert ("Isät kotiin", ("violence",)) == (project.goal, project.themes)
    assert (Form.MEETING, "Oulu") == (engagement.outline.form, engagement.outline.place)


def test_a_project_that_is_over_takes_no_other_goal_but_all_else(crm: CRM, town: Town) -> None:
    town.take(crm)
    project = participation.resolve(crm.database, "town-activity:p1")
    crm.complete_project(project, Day("2024-12-31"), origin=Origin("Aino"))
    town.change("projects.csv", "2019-05,31.12.2024,Isät mukaan", "2019-06,31.12.2024,Muuta")

    report = town.take(crm)

    assert [("projects.csv", 2, None, "ProjectIsOver")] == told(report)
    assert {"crm.project.period_corrected.v1": 1} == report.events
    assert (0, 1) == (report.refused, report.warned)


def test_a_theme_that_there_is_not_refuses_the_row_and_one_that_was_retired_stays(
    crm: CRM, town: Town
) -> None:
    town.take(crm)
    crm.retire_term("theme", "violence", origin=Origin("Aino"))
    town.change("projects.csv", "Väkivaltatyö", "Väkivallaton työ")
    town.change("projects.csv", ",fatherhood", ",motherhoods")

    report = town.take(crm)

    assert [("projects.csv", 2, "theme", "UnknownTerm")] == told(report)
    assert {"crm.project.retitled.v1": 1} == report.events


def test_a_changed_name_is_so_from_the_day_of_the_import(crm: CRM, town: Town) -> None:
    town.take(crm)
    town.change("partners.csv", "Opisto", "Kansanopisto")

    town.take(crm)

    partner = crm.get(Partner, directory.resolve(crm.database, "town:1"))
    assert ("Kansanopisto", Day.of(today())) == (partner.name, partner.latest["name"][0])
    known = directory.party(crm.database, partner.id, Clocks(), today())
    assert known
    assert ["Opisto"] == known.former


def test_a_row_that_left_the_file_changes_nothing(crm: CRM, town: Town) -> None:
    town.take(crm)
    before = crm.position()
    town.change("partners.csv", "3,Kaupunki,municipality,social,Ääneseutu,,active\n", "")
    town.change("participations.csv", "p1,1,lead,,,no\n", "")

    town.take(crm)

    assert before == crm.position()


def test_a_partner_without_a_key_is_known_by_its_name_and_place(crm: CRM, town: Town) -> None:
    town.add("partners.csv", ",Zonta,association,,Turku,,", ",Zonta,association,,Oulu,,")
    town.add("partners.csv", ", Zonta ,association,,Turku,,")
    town.take(crm)
    assert 5 == counted(crm)["partner"]
    before = crm.position()

    assert [] == told(town.take(crm))
    assert before == crm.position()

    town.change("partners.csv", ",Zonta,association,,Oulu", ",Zonta,school,,Oulu")
    report = town.take(crm)
    assert {"crm.partner.described.v1": 1} == report.events


def test_activities_without_a_key_are_known_by_what_their_rows_say(crm: CRM, town: Town) -> None:
    town.add("projects.csv", ",Isätalo,2020,2021,,", ",Isätalo,2020,2021,,")
    town.add("engagements.csv", ",Isäilta,session,14.5.2019,,Oulu")
    town.take(crm)
    assert (4, 3) == (counted(crm)["project"], counted(crm)["engagement"])
    before = crm.position()

    assert [] == told(town.take(crm))
    assert before == crm.position()

    town.change(
        "engagements.csv", ",Isäilta,session,14.5.2019,,Oulu", ",Isäilta,session,2020,,Oulu"
    )
    town.add("projects.csv", ",Isätalo,2020,2021,,")
    report = town.take(crm)
    assert 1 == report.events["crm.project.planned.v1"]
    assert 1 == report.events["crm.engagement.agreed.v1"]


def test_an_activity_without_a_key_that_somebody_changed_stays_changed(
    crm: CRM, town: Town, aino: Callable[[], Origin]
) -> None:
    town.add("projects.csv", ",Isätalo,2020,2021,,")
    town.take(crm)
    find = "SELECT id FROM activity WHERE title = 'Isätalo'"
    crm.retitle_project(crm.database.value(find), "Äijätalo", Day("2021"), origin=aino())
    before = crm.position()

    town.take(crm)

    assert before == crm.position()


def test_an_activity_without_a_key_comes_again_after_its_import_was_undone(
    crm: CRM, town: Town
) -> None:
    town.add("projects.csv", ",Isätalo,2020,2021,,")
    for _ in range(3):
        report = town.take(crm)
        assert 3 == counted(crm)["project"]
        assert report.run_id
        before = crm.position()
        assert not town.take(crm).recorded
        assert before == crm.position()

        undo(crm, report.run_id, actor="Aino", reason="Again")

        assert "project" not in counted(crm)


def test_nobody_joins_an_activity_without_a_key(crm: CRM, town: Town) -> None:
    town.add("projects.csv", ",Isätalo,2020,2021,,")
    town.add("participations.csv", ",1,lead,,,")

    report = town.take(crm)

    assert [("participations.csv", 8, "activity", "NotFound")] == told(report)


def test_a_list_that_says_no_kind_can_be_taken_in_twice(crm: CRM, tmp_path: Path) -> None:
    path = tmp_path / "two.csv"
    path.write_text("name,business_id\nAlpha,0115776-3\nBeta,\n")
    first = run(crm, profile("partners"), [path], actor="Aino")
    before = crm.position()

    again = run(crm, profile("partners"), [path], actor="Aino")

    assert (2, 0) == (first.events["crm.partner.registered.v1"], first.refused)
    assert (0, 0) == (again.recorded, again.refused)
    assert before == crm.position()


def test_a_row_that_two_partners_fit_changes_neither(crm: CRM, town: Town) -> None:
    for _ in range(2):
        crm.register_partner("Zonta", Description("association"), origin=Origin("Aino"))
    town.add("partners.csv", ",Zonta,school,,,,")

    report = town.take(crm)

    assert [] == told(report)
    assert 5 == counted(crm)["partner"]
    assert "crm.partner.described.v1" not in report.events


def test_a_known_partner_said_twice_changes_once(crm: CRM, town: Town) -> None:
    town.take(crm)
    town.change("partners.csv", "1,Opisto,", "1,Kansanopisto,")
    town.add("partners.csv", *town.files["partners.csv"].splitlines()[1:3])
    town.change("projects.csv", "Perhetalo", "Perheen talo")
    town.add("projects.csv", *town.files["projects.csv"].splitlines()[1:3])

    report = town.take(crm)

    assert [] == told(report)
    assert {"crm.partner.renamed.v1": 1, "crm.project.retitled.v1": 1} == report.events


def test_a_known_one_said_in_two_ways_is_refused_the_second_time(crm: CRM, town: Town) -> None:
    town.take(crm)
    town.change("partners.csv", "1,Opisto,", "1,Kansanopisto,")
    town.add("partners.csv", "1,Kesäopisto,school,education;social,Kuopio,,active")
    town.add("projects.csv", "p1,Muu talo,2019-05,31.12.2024,,")

    report = town.take(crm)

    assert [
        ("partners.csv", 5, "town", "IdentifierTaken"),
        ("projects.csv", 4, "town-activity", "IdentifierTaken"),
    ] == told(report)
    assert {"crm.partner.renamed.v1": 1} == report.events


def test_a_key_said_twice_in_files_longer_than_a_batch_counts_once(
    crm: CRM, town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running, "CHUNK", 10)
    rows = [f"{n},Koulu {n},school,,Oulu,," for n in range(100, 140)]
    projects = [f"q{n},Hanke {n},2020,2021,," for n in range(40)]
    town.add("partners.csv", *rows, *rows)
    town.add("projects.csv", *projects, *projects)

    report = town.take(crm)

    assert [] == told(report)
    found = counted(crm)
    assert (43, 42) == (found["partner"], found["project"])


def test_the_right_row_after_a_wrong_one_is_taken_in(crm: CRM, town: Town) -> None:
    town.add("projects.csv", "p9,Hanke,2021,2020,,", "p9,Hanke,2020,2021,,")
    town.add("participations.csv", "p9,1,partner,,,")

    report = town.take(crm)

    assert [("projects.csv", 4, "until_on", "EndsBeforeStart")] == told(report)
    assert (3, 7) == (counted(crm)["project"], counted(crm)["participation"])


def test_who_takes_part_in_what_was_refused_is_told_too(crm: CRM, town: Town) -> None:
    town.add("projects.csv", "p9,Hanke,2021,2020,,")
    town.add("participations.csv", "p9,1,partner,,,")

    report = town.take(crm)

    assert [
        ("projects.csv", 4, "until_on", "EndsBeforeStart"),
        ("participations.csv", 8, "activity", "NotFound"),
    ] == told(report)


def test_an_end_that_a_file_leaves_open_stays_open(crm: CRM, town: Town) -> None:
    town.change("projects.csv", "p2,Väkivaltatyö,2020,2023-06-30", "p2,Väkivaltatyö,,")
    town.take(crm)
    before = crm.position()
    town.add("participations.csv", "p1,3,expert,,,")
    del town.files["projects.csv"], town.files["engagements.csv"]

    report = town.take(crm)

    assert [] == told(report)
    assert {"crm.project.party_joined.v1": 1} == report.events
    assert before + 3 == crm.position()
    town.files = dict(FILES)
    town.change("projects.csv", "2020,2023-06-30", ",")
    town.change("participations.csv", "p2,3,lead", "p2,3,expert")
    assert {"crm.project.party_joined.v1": 1} == town.take(crm).events


def test_who_joins_what_was_there_before_is_taken_in(crm: CRM, town: Town) -> None:
    town.take(crm)
    town.files = {
        "partners.csv": FILES["partners.csv"] + "4,Yritys,company,,,,active\n",
        "participations.csv": "activity,party,role,from,until,left\np1,4,expert,,,\np1,1,lead,,,\n",
    }

    report = town.take(crm)

    assert [] == told(report)
    assert {"crm.partner.registered.v1": 1, "crm.project.party_joined.v1": 1} == report.events


def test_an_identifier_held_by_another_partner_is_left_out(crm: CRM, town: Town) -> None:
    crm.register_partner(
        "Toinen",
        Description("school"),
        identified_by={"fi-ytunnus": "0115776-3"},
        origin=Origin("A"),
    )
    town.change("partners.csv", "0115776-3", " 01157763 ")

    report = town.take(crm)

    assert [("partners.csv", 2, "business_id", "IdentifierTaken")] == told(report)
    assert (4, 0) == (counted(crm)["partner"], report.refused)


def test_a_merely_unchanged_participation_of_an_ended_partner_is_no_new_one(
    crm: CRM, town: Town
) -> None:
    town.take(crm)
    town.change("partners.csv", "1,Opisto", "1,Lopetettu opisto")
    _end(crm, "town:1")
    town.add("participations.csv", "p2,2,partner,,,")
    town.change("projects.csv", "Perhetalo", "Perheen talo")

    report = town.take(crm)

    assert [] == told(report)
    assert 1 == report.events["crm.project.party_joined.v1"]


@pytest.mark.parametrize(
    "change",
    [
        lambda crm, one, aino: crm.leave_activity(one, 2, Day("2022"), "väsyi", origin=aino),
        lambda crm, one, aino: crm.change_role(one, 2, "expert", Day("2022-03"), origin=aino),
        lambda crm, one, aino: crm.correct_participation(
            one, 2, "expert", None, None, "väärin", origin=aino
        ),
    ],
    ids=["left", "another role", "corrected"],
)
def test_who_changed_since_does_not_join_anew_by_the_same_row(
    crm: CRM, town: Town, change: Callable[..., object]
) -> None:
    town.take(crm)
    project = participation.resolve(crm.database, "town-activity:p2")
    change(crm, project, Origin("Aino"))

    again = town.take(crm)
    town.add("participations.csv", "p2,2,partner,,,")
    new = town.take(crm)

    assert (0, []) == (again.recorded, told(again))
    assert {"crm.project.party_joined.v1": 1} == new.events


def test_a_leave_that_cannot_be_is_refused_by_itself(crm: CRM, town: Town) -> None:
    town.take(crm)
    town.change("participations.csv", "p2,1,osallistuja,,,", "p2,1,osallistuja,,1999,yes")
    town.add("participations.csv", "p2,2,expert,,,")

    report = town.take(crm)

    assert [("participations.csv", 5, "until_on", "OutsidePeriod")] == told(report)
    assert 1 == report.events["crm.project.party_joined.v1"]


def test_who_stays_in_one_row_and_left_in_another_stays(crm: CRM, town: Town) -> None:
    town.add("participations.csv", "p1,3,partner,,,yes", "p1,3,partner,,,no")

    town.take(crm)

    project = crm.get(Project, participation.resolve(crm.database, "town-activity:p1"))
    kaupunki = directory.resolve(crm.database, "town:3")
    (number,) = project.participations.numbers[kaupunki, "partner"]
    assert not project.participations.of(number).left


def _end(crm: CRM, reference: str) -> None:
    partner = directory.resolve(crm.database, reference)
    crm.move_partner_stage(partner, Stage.ENDED, Day("2026"), "loppui", origin=Origin("Aino"))
