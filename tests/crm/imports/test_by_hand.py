"""What somebody changed on the pages stays so, though the same file still says it otherwise."""

from collections.abc import Callable
from uuid import UUID

import pytest

from crm.application import CRM
from crm.imports.undo import undo
from crm.language.sentences import sentence
from crm.log import Origin
from crm.projections.directory import questions as directory
from crm.projections.participation import questions as participation
from crm.undoing import undo as undo_event
from domain.day import Day
from domain.engagement import Engagement, Form
from domain.outline import Outline
from domain.partner import Description, Partner
from domain.project import Project
from tests.crm.imports.town import Town, told

Aino = Callable[[], Origin]
SINCE = "ChangedSince"
JULY = Day("2026-07-01")
OPISTO = Description("school", ("education", "social"), "Kuopio")


def partner(crm: CRM) -> UUID:
    return directory.resolve(crm.database, "town:1")


def activity(crm: CRM, value: str) -> UUID:
    return participation.resolve(crm.database, f"town-activity:{value}")


Act = Callable[[CRM, Origin], object]
ACTS: dict[str, tuple[Act, tuple[str, int, str]]] = {
    "name": (
        lambda crm, by: crm.rename_partner(partner(crm), "Kansanopisto", JULY, origin=by),
        ("partners.csv", 2, "name"),
    ),
    "corrected name": (
        lambda crm, by: crm.correct_partner_name(partner(crm), "Opistö", "Luin", origin=by),
        ("partners.csv", 2, "name"),
    ),
    "place": (
        lambda crm, by: crm.describe_partner(
            partner(crm), Description("school", ("education", "social"), "Vantaa"), JULY, origin=by
        ),
        ("partners.csv", 2, "municipality"),
    ),
    "sectors": (
        lambda crm, by: crm.correct_partner_description(
            partner(crm), Description("school", ("education",), "Kuopio"), "Luin", origin=by
        ),
        ("partners.csv", 2, "sectors"),
    ),
    "title": (
        lambda crm, by: crm.correct_project_title(activity(crm, "p1"), "Talo", "Luin", origin=by),
        ("projects.csv", 2, "title"),
    ),
    "days": (
        lambda crm, by: crm.correct_project_period(
            activity(crm, "p1"), Day("2018"), Day("2025"), "Luin", origin=by
        ),
        ("projects.csv", 2, "starts_on"),
    ),
    "goal": (
        lambda crm, by: crm.set_project_goal(
            activity(crm, "p1"), "Isät koolla", ("fatherhood",), origin=by
        ),
        ("projects.csv", 2, "goal"),
    ),
    "themes": (
        lambda crm, by: crm.set_project_goal(
            activity(crm, "p1"), "Isät mukaan", ("violence",), origin=by
        ),
        ("projects.csv", 2, "themes"),
    ),
    "title of an evening": (
        lambda crm, by: crm.correct_engagement_title(
            activity(crm, "e1"), "Iltapäivä", "Luin", origin=by
        ),
        ("engagements.csv", 2, "title"),
    ),
    "day of an evening": (
        lambda crm, by: crm.correct_engagement_days(
            activity(crm, "e1"), Day("2019-05-15"), None, "Luin", origin=by
        ),
        ("engagements.csv", 2, "starts_on"),
    ),
    "form": (
        lambda crm, by: crm.correct_engagement_description(
            activity(crm, "e1"), Outline(Form.SEMINAR, place="Kuopio"), "Luin", origin=by
        ),
        ("engagements.csv", 2, "form"),
    ),
    "place of an evening": (
        lambda crm, by: crm.correct_engagement_description(
            activity(crm, "e1"), Outline(Form.SESSION, place="Vantaa"), "Luin", origin=by
        ),
        ("engagements.csv", 2, "place"),
    ),
}


@pytest.mark.parametrize(("act", "where"), ACTS.values(), ids=ACTS)
def test_the_same_file_takes_nothing_back(
    crm: CRM, town: Town, aino: Aino, act: Act, where: tuple[str, int, str]
) -> None:
    town.take(crm)
    act(crm, aino())
    before = crm.position()

    reports = [town.take(crm, dry_run=True), town.take(crm)]

    assert before == crm.position()
    for report in reports:
        assert [(*where, SINCE)] == told(report)
        assert (0, 1) == (report.refused, report.warned)
    assert "it stays as they said" in sentence(reports[0].problems[0].refusal)


def test_what_the_file_says_anew_is_taken_in_and_what_it_repeats_is_not(
    crm: CRM, town: Town, aino: Aino
) -> None:
    town.take(crm)
    moved = Description("school", ("education", "social"), "Vantaa")
    crm.describe_partner(partner(crm), moved, JULY, origin=aino())
    crm.rename_partner(partner(crm), "Kansanopisto", JULY, origin=aino())
    town.change("partners.csv", "1,Opisto,school", "1,Aikuisopisto,association")

    report = town.take(crm)

    now = crm.get(Partner, partner(crm))
    assert ("Aikuisopisto", "association", "Vantaa") == (
        now.name,
        now.description.kind,
        now.description.municipality,
    )
    assert [("partners.csv", 2, "municipality", SINCE)] == told(report)
    assert told(report) == told(town.take(crm))


def test_a_file_may_go_back_on_what_a_file_said(crm: CRM, town: Town) -> None:
    town.take(crm)
    town.change("partners.csv", "Opisto", "Koulu")
    town.take(crm)

    town.change("partners.csv", "Koulu", "Opisto")
    report = town.take(crm)

    assert [] == told(report)
    assert "Opisto" == crm.get(Partner, partner(crm)).name


def test_what_an_undone_import_left_as_before_is_taken_in_again(crm: CRM, town: Town) -> None:
    town.take(crm)
    town.change("partners.csv", "Opisto", "Koulu")
    second = town.take(crm)
    assert second.run_id
    undo(crm, second.run_id, actor="Aino", reason="Väärä tiedosto")

    report = town.take(crm)

    assert [] == told(report)
    assert "Koulu" == crm.get(Partner, partner(crm)).name


SAID_ANEW: dict[str, tuple[str, str, str, Callable[[CRM], UUID]]] = {
    "name": ("partners.csv", "Opisto", "Koulu", partner),
    "title": ("projects.csv", "Perhetalo", "Talo", lambda crm: activity(crm, "p1")),
    "days": ("engagements.csv", "14.5.2019", "16.5.2019", lambda crm: activity(crm, "e1")),
    "place": ("partners.csv", "Kuopio", "Vantaa", partner),
    "place of an evening": ("engagements.csv", "Kuopio", "Vantaa", lambda crm: activity(crm, "e1")),
}


@pytest.mark.parametrize(("file", "was", "now", "which"), SAID_ANEW.values(), ids=SAID_ANEW)
def test_what_somebody_undid_of_a_file_stays_undone(
    crm: CRM, town: Town, aino: Aino, file: str, was: str, now: str, which: Callable[[CRM], UUID]
) -> None:
    town.take(crm)
    town.change(file, was, now)
    town.take(crm)
    undo_event(crm, which(crm), crm.version_of(which(crm)), "Väärin luettelossa", origin=aino())
    before = crm.position()

    report = town.take(crm)

    assert before == crm.position()
    assert [(file, 2, SINCE)] == [(one[0], one[1], one[-1]) for one in told(report)]
    town.change(file, now, "15.5.2019" if file == "engagements.csv" and "." in now else "Muu")
    assert [] == told(town.take(crm))
    assert before < crm.position()


def test_what_somebody_had_said_and_undone_a_file_may_say(crm: CRM, town: Town, aino: Aino) -> None:
    town.take(crm)
    crm.rename_partner(partner(crm), "Koulu", JULY, origin=aino())
    undo_event(crm, partner(crm), 2, "Väärin", origin=aino())
    town.change("partners.csv", "Opisto", "Koulu")

    report = town.take(crm)

    assert [] == told(report)
    assert "Koulu" == crm.get(Partner, partner(crm)).name


def test_what_was_corrected_back_is_as_the_file_says(crm: CRM, town: Town, aino: Aino) -> None:
    town.take(crm)
    found = activity(crm, "p1")
    crm.correct_project_title(found, "Talo", "Luin", origin=aino())
    crm.correct_project_title(found, "Perhetalo", "Oikein", origin=aino())

    assert [] == told(town.take(crm))
    assert "Perhetalo" == crm.get(Project, found).title


def test_what_was_never_as_the_file_says_is_changed_by_it(crm: CRM, town: Town, aino: Aino) -> None:
    town.take(crm)
    found = activity(crm, "e1")
    crm.correct_engagement_days(found, Day("2019-05-15"), None, "Luin", origin=aino())
    town.change("engagements.csv", "14.5.2019", "16.5.2019")

    report = town.take(crm)

    assert [] == told(report)
    assert Day("2019-05-16") == crm.get(Engagement, found).starts_on


def test_what_no_file_said_before_is_taken_in_though_somebody_had(
    crm: CRM, town: Town, aino: Aino
) -> None:
    town.take(crm)
    for name in ("Kansanopisto", "Opistotalo"):
        crm.rename_partner(partner(crm), name, JULY, origin=aino())
    town.change("partners.csv", "Opisto", "Kansanopisto")

    report = town.take(crm)

    assert [] == told(report)
    assert "Kansanopisto" == crm.get(Partner, partner(crm)).name
