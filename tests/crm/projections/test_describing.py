"""What an engagement is like is told as it was known on each day, wherever it is asked."""

from datetime import UTC, date, datetime
from uuid import UUID

import pytest

from crm.application import CRM
from crm.clocks import Clocks, end_of
from crm.log import Origin
from crm.projections.history import concerning
from crm.projections.participation import listing
from crm.projections.participation.profile import ActivityInFull, activity
from crm.projections.timeline.questions import happenings
from domain.day import Day
from domain.engagement import Form
from domain.outline import Outline
from domain.refusal import WrongKind
from domain.vocabulary import UnknownTerm

APRIL = Clocks(known_at=end_of(date(2026, 4, 30)))
NOW = Clocks()


def at(day: str) -> Origin:
    return Origin("Aino", recorded_at=datetime.fromisoformat(f"{day}T12:00").replace(tzinfo=UTC))


@pytest.fixture
def project(early: CRM) -> UUID:
    return early.plan_project("Isät", Day("2026"), origin=at("2026-01-02")).subject_id


@pytest.fixture
def evening(early: CRM, project: UUID) -> UUID:
    """Give an evening in Vantaa that is to come, beside another one that stays as it is."""
    assert project
    evening, _other = (
        early.agree_engagement(
            Form.SESSION,
            title,
            Day("2026-06-10"),
            themes=("violence",),
            place="Vantaa",
            origin=at("2026-04-01"),
        ).subject_id
        for title in ("Isäilta", "Toinen ilta")
    )
    return evening


def told(crm: CRM, subject: UUID, clocks: Clocks) -> ActivityInFull:
    found = activity(crm.database, subject, clocks)
    assert found
    return found


def count(crm: CRM, clocks: Clocks, theme: str) -> int:
    return listing.count(crm.database, listing.Wanted(clocks, themes=(theme,)))


def test_a_correction_is_told_since_it_was_recorded(early: CRM, evening: UUID) -> None:
    outline = Outline(Form.SEMINAR, ("fatherhood",), None, remote=True, language="sv")

    early.correct_engagement_description(evening, outline, "Misread", origin=at("2026-05-02"))

    now, then = (told(early, evening, clocks) for clocks in (NOW, APRIL))
    assert ("seminar", None, True, "sv") == (now.form, now.place, now.remote, now.language)
    assert ("session", "Vantaa", False, None) == (then.form, then.place, then.remote, then.language)
    assert [1, 1] == [count(early, NOW, theme) for theme in ("fatherhood", "violence")]
    assert [0, 2] == [count(early, APRIL, theme) for theme in ("fatherhood", "violence")]
    assert ["agreed"] == [one.kind for one in happenings(early.database, evening, NOW)]


def test_a_change_stands_in_the_timeline_on_the_day_it_was_recorded(
    early: CRM, evening: UUID, project: UUID
) -> None:
    outline = Outline(Form.SESSION, ("violence",), "Espoo", project_id=project)

    receipt = early.describe_engagement(
        evening, outline, "The room was taken", origin=at("2026-05-02")
    )

    kinds = [(one.kind, one.day) for one in happenings(early.database, evening, NOW)]
    assert [("agreed", "2026-06-10"), ("described", "2026-05-02")] == kinds
    assert receipt.position == concerning(early.database, project)[0]
    assert ("Espoo", project) == (
        told(early, evening, NOW).place,
        told(early, evening, NOW).project_id,
    )


def test_a_theme_that_was_retired_may_stay_but_not_come(early: CRM, evening: UUID) -> None:
    for theme in ("violence", "fatherhood"):
        early.retire_term("theme", theme, origin=at("2026-05-02"))

    with pytest.raises(UnknownTerm):
        early.correct_engagement_description(
            evening, Outline(Form.SESSION, ("fatherhood",)), "Misread", origin=at("2026-05-03")
        )
    early.correct_engagement_description(
        evening, Outline(Form.SEMINAR, ("violence",)), "Misread", origin=at("2026-05-03")
    )

    assert ("seminar", ["violence"]) == (
        told(early, evening, NOW).form,
        told(early, evening, NOW).themes,
    )


@pytest.mark.parametrize("field", ["project_id", "network_id"])
def test_an_engagement_belongs_to_what_is_there_only(early: CRM, evening: UUID, field: str) -> None:
    outline = Outline(Form.SESSION, **{field: evening})  # type: ignore[arg-type]

    with pytest.raises(WrongKind):
        early.describe_engagement(evening, outline, "Moved", origin=at("2026-05-03"))
