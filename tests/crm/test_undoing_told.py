"""What the timeline tells of changes that were corrected and undone, in any order."""

from uuid import UUID

import pytest

from crm.application import CRM
from crm.clocks import Clocks
from crm.log import Origin
from crm.projections.timeline.questions import happenings
from crm.undoing import undo
from domain.day import Day
from domain.partner import Description

MAY, JUNE = Day("2026-05-04"), Day("2026-06-01")


def now() -> Origin:
    return Origin("Aino")


@pytest.fixture
def vantaa(crm: CRM) -> UUID:
    city = Description("municipality", ("social",), "Vantaa", "FI")
    return crm.register_partner("City of Vantaa", city, origin=now()).subject_id


@pytest.fixture
def near_you(crm: CRM) -> UUID:
    return crm.plan_project("Near You", Day("2026"), Day("2026"), origin=now()).subject_id


def undo_latest(crm: CRM, subject: UUID) -> None:
    undo(crm, subject, crm.version_of(subject), "Never so.", origin=now())


def told(crm: CRM, subject: UUID) -> list[tuple[str | None, object]]:
    """Return the days and what is told of changes, latest first."""
    found = happenings(crm.database, subject, Clocks())
    said = [(one.day, one.data.get("name") or one.data.get("kind")) for one in found]
    return [one for one in said if one[1]]


def test_a_correction_after_an_undone_renaming_is_of_the_one_before(crm: CRM, vantaa: UUID) -> None:
    crm.rename_partner(vantaa, "Vanda", MAY, origin=now())
    crm.rename_partner(vantaa, "Vanda stad", JUNE, origin=now())
    undo_latest(crm, vantaa)
    crm.correct_partner_name(vantaa, "Wanda", "Misread.", origin=now())
    assert [(MAY.text, "Wanda")] == told(crm, vantaa)

    undo_latest(crm, vantaa)

    assert [(MAY.text, "Vanda")] == told(crm, vantaa)


def test_a_renaming_is_told_again_once_it_is_said_that_there_was_one(
    crm: CRM, vantaa: UUID
) -> None:
    crm.rename_partner(vantaa, "Vanda", MAY, origin=now())
    crm.rename_partner(vantaa, "Vanda stad", JUNE, origin=now())
    crm.correct_partner_name(vantaa, "Wanda", "Misread.", origin=now())
    crm.correct_partner_name(vantaa, "Vanda", "Misread.", origin=now())
    assert [(MAY.text, "Vanda")] == told(crm, vantaa)

    undo_latest(crm, vantaa)

    assert [(JUNE.text, "Wanda"), (MAY.text, "Vanda")] == told(crm, vantaa)


def test_a_description_after_an_undone_one_is_told_as_corrected(crm: CRM, vantaa: UUID) -> None:
    crm.describe_partner(vantaa, Description("county"), MAY, origin=now())
    crm.describe_partner(vantaa, Description("school"), JUNE, origin=now())
    undo_latest(crm, vantaa)
    crm.correct_partner_description(vantaa, Description("company"), "Misread.", origin=now())
    assert [(MAY.text, "company")] == told(crm, vantaa)

    undo_latest(crm, vantaa)

    assert [(MAY.text, "county")] == told(crm, vantaa)


def test_an_undone_title_of_a_project_is_told_no_more(crm: CRM, near_you: UUID) -> None:
    crm.retitle_project(near_you, "Nearer", JUNE, origin=now())

    undo_latest(crm, near_you)

    assert [] == told(crm, near_you)
