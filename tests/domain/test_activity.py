from collections.abc import Callable
from operator import methodcaller
from uuid import UUID

import pytest

from domain.activity import Activity
from domain.day import Day, EndsBeforeStart
from domain.engagement import Engagement, Form
from domain.participation import NotTakingPart, OutsidePeriod, Participation
from domain.project import Project
from domain.refusal import IsWithdrawn, Missing

AINO, VANTAA = UUID(int=1), UUID(int=2)
JANUARY, MARCH, JUNE, OCTOBER = map(Day, ("2026-01", "2026-03", "2026-06", "2026-10"))
ADVISES = Participation(VANTAA, "expert")


def project() -> Project:
    """Plan one for 2026: Vantaa advises throughout, Aino leads it from March to October."""
    found = Project.plan("Isät mukaan", Day("2026"), Day("2026"))
    found.join(VANTAA, "expert")
    found.join(AINO, "lead", MARCH, OCTOBER)
    return found


def taking_part(activity: Activity) -> dict[int, Participation]:
    return activity.participations.by_number


@pytest.mark.parametrize(
    "activity",
    [Project.plan("Isät mukaan"), Engagement.agree(Form.SEMINAR, "Isyys", Day("2026-03-12"))],
    ids=["project", "engagement"],
)
def test_parties_take_part_in_projects_and_engagements_alike(activity: Activity) -> None:
    activity.join(VANTAA, "expert")
    activity.join(AINO, "lead")

    assert {1: ADVISES, 2: Participation(AINO, "lead")} == taking_part(activity)


def test_a_party_joins_in_a_role_on_days() -> None:
    joined = project()

    event = joined.pending_events[-1]
    assert isinstance(event, Project.PartyJoined)
    assert (2, AINO, "lead") == (event.participation, event.party_id, event.role)
    assert (MARCH, OCTOBER) == (event.from_on, event.until_on)
    assert {1: ADVISES, 2: Participation(AINO, "lead", MARCH, OCTOBER)} == taking_part(joined)


def test_joining_as_recorded_already_records_nothing() -> None:
    joined = project()

    joined.join(AINO, "lead", MARCH, OCTOBER)
    joined.join(VANTAA, "expert", MARCH, OCTOBER)

    assert project().version == joined.version


@pytest.mark.parametrize(
    "change",
    [
        methodcaller("join", AINO, "expert"),
        methodcaller("leave", 2, JUNE, "Siirtyi"),
        methodcaller("change_role", 2, "expert", JUNE),
        methodcaller("correct_participation", 2, "lead", MARCH, JUNE, "Loppui ennen"),
        methodcaller("retitle", "Isät", JUNE),
    ],
)
def test_what_was_said_of_somebody_is_known_when_it_has_changed(change: methodcaller) -> None:
    changed = project()
    change(changed)

    said = changed.was_said(Participation(AINO, "lead", MARCH, OCTOBER))

    assert said
    assert not changed.was_said(Participation(AINO, "lead", MARCH, MARCH))
    assert not changed.was_said(Participation(VANTAA, "lead", MARCH, OCTOBER))


def test_what_was_withdrawn_was_never_said() -> None:
    changed = project()
    changed.leave(2, JUNE, "Siirtyi")
    changed.withdraw_participation(2, "Ei ollut mukana")

    said = changed.was_said(Participation(AINO, "lead", MARCH, OCTOBER))

    assert not said


@pytest.mark.parametrize(
    ("from_on", "until_on", "about"),
    [
        ("2025-12", None, "from_on"),
        ("2027", None, "from_on"),
        ("2025", "2027", "from_on"),
        (None, "2027-01", "until_on"),
        (None, "2025-12", "until_on"),
        ("2026-03", "2027-01", "until_on"),
    ],
)
def test_nobody_takes_part_outside_the_period(
    from_on: str | None, until_on: str | None, about: str
) -> None:
    days = (Day(from_on) if from_on else None), (Day(until_on) if until_on else None)

    with pytest.raises(OutsidePeriod) as refused:
        project().join(UUID(int=3), "expert", *days)

    assert (Day("2026"), Day("2026")) == (refused.value.starts_on, refused.value.ends_on)
    assert about == refused.value.about


def test_nobody_takes_part_until_before_they_began() -> None:
    with pytest.raises(EndsBeforeStart) as refused:
        project().join(UUID(int=3), "expert", OCTOBER, MARCH)

    assert (OCTOBER, MARCH) == (refused.value.from_on, refused.value.until_on)


def test_a_party_leaves_on_a_day_for_a_reason() -> None:
    left = project()

    left.leave(2, JUNE, " New  job. ")

    event = left.pending_events[-1]
    assert isinstance(event, Project.PartyLeft)
    assert (2, AINO, "lead") == (event.participation, event.party_id, event.role)
    assert (MARCH, JUNE, "New job.") == (event.from_on, event.until_on, event.reason)
    gone = Participation(AINO, "lead", MARCH, JUNE, left=True)
    assert {1: ADVISES, 2: gone} == taking_part(left)


def test_the_day_on_which_a_party_left_may_be_unknown() -> None:
    left = project()

    left.leave(2, None, "New job.")

    gone = Participation(AINO, "lead", MARCH, None, left=True)
    assert {1: ADVISES, 2: gone} == taking_part(left)


def test_leaving_again_on_the_same_day_records_nothing() -> None:
    left = project()
    left.leave(2, JUNE, "New job.")

    left.leave(2, JUNE, "New job.")

    assert project().version + 1 == left.version


@pytest.mark.parametrize(
    ("left_on", "refusal"), [("2026-02", EndsBeforeStart), ("2027", OutsidePeriod)]
)
def test_a_party_leaves_while_it_takes_part(left_on: str, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        project().leave(2, Day(left_on), "New job.")


def test_a_party_has_another_role_from_a_day_on() -> None:
    changed = project()

    changed.change_role(2, "evaluator", JUNE)

    event = changed.pending_events[-1]
    assert isinstance(event, Project.PartyChangedRole)
    assert (3, AINO, "evaluator") == (event.participation, event.party_id, event.role)
    assert (JUNE, OCTOBER) == (event.from_on, event.until_on)
    assert (2, "lead", MARCH) == (event.former, event.former_role, event.former_from_on)
    assert {
        1: ADVISES,
        2: Participation(AINO, "lead", MARCH, JUNE, left=True),
        3: Participation(AINO, "evaluator", JUNE, OCTOBER),
    } == taking_part(changed)


def test_both_roles_of_a_party_were_said_last_in_the_fact_of_the_change() -> None:
    changed = project()

    changed.change_role(2, "evaluator", JUNE)

    assert {1: 2, 2: 4, 3: 4} == changed.participations.said_in


def test_a_role_may_have_changed_before_a_party_left() -> None:
    left = project()
    left.leave(2, OCTOBER, "New job.")

    left.change_role(2, "evaluator", JUNE)

    assert Participation(AINO, "evaluator", JUNE, OCTOBER) == taking_part(left)[3]


def test_who_left_on_an_unknown_day_takes_no_other_role() -> None:
    left = project()
    left.leave(2, None, "New job.")

    with pytest.raises(NotTakingPart):
        left.change_role(2, "evaluator", JUNE)


def test_changing_to_the_same_role_records_nothing() -> None:
    changed = project()

    changed.change_role(2, "lead", JUNE)

    assert project().version == changed.version


@pytest.mark.parametrize("changed_on", ["2026-02", "2026-11"])
def test_a_role_changes_while_a_party_takes_part(changed_on: str) -> None:
    with pytest.raises(EndsBeforeStart):
        project().change_role(2, "evaluator", Day(changed_on))


@pytest.mark.parametrize("changed_on", ["2025-12", "2027-01"])
def test_a_role_changes_within_the_period(changed_on: str) -> None:
    with pytest.raises(OutsidePeriod):
        project().change_role(1, "evaluator", Day(changed_on))


def test_a_participation_is_corrected_in_the_name_of_the_fact_that_was_wrong() -> None:
    corrected = project()

    corrected.correct_participation(2, "evaluator", JANUARY, None, " Misread.")

    event = corrected.pending_events[-1]
    assert isinstance(event, Project.ParticipationCorrected)
    assert (2, AINO, "evaluator") == (event.participation, event.party_id, event.role)
    assert (JANUARY, None) == (event.from_on, event.until_on)
    assert (3, "Misread.") == (event.corrects, event.reason)
    assert {1: ADVISES, 2: Participation(AINO, "evaluator", JANUARY)} == taking_part(corrected)


def test_a_second_correction_names_the_first() -> None:
    corrected = project()
    corrected.correct_participation(2, "evaluator", JANUARY, None, "Misread.")

    corrected.correct_participation(2, "lead", JANUARY, None, "Read rightly at first.")

    assert 4 == vars(corrected.pending_events[-1])["corrects"]


def test_a_correction_of_a_leaving_names_the_leaving() -> None:
    left = project()
    left.leave(2, JUNE, "New job.")

    left.correct_participation(2, "lead", MARCH, OCTOBER, "Stayed after all.")

    assert 4 == vars(left.pending_events[-1])["corrects"]


def test_correcting_to_the_same_records_nothing() -> None:
    corrected = project()

    corrected.correct_participation(2, "lead", MARCH, OCTOBER, "Misread.")

    assert project().version == corrected.version


@pytest.mark.parametrize(
    ("from_on", "until_on", "refusal"),
    [("2026-06", "2026-03", EndsBeforeStart), ("2025", "2026", OutsidePeriod)],
)
def test_days_are_corrected_to_others_within_the_period(
    from_on: str, until_on: str, refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        project().correct_participation(2, "lead", Day(from_on), Day(until_on), "Misread.")


def test_who_never_took_part_is_withdrawn_in_the_name_of_the_fact_that_was_wrong() -> None:
    withdrawn = project()

    withdrawn.withdraw_participation(2, " Mistaken  for another.")

    event = withdrawn.pending_events[-1]
    assert isinstance(event, Project.ParticipationWithdrawn)
    assert (2, AINO, "lead") == (event.participation, event.party_id, event.role)
    assert (3, "Mistaken for another.") == (event.corrects, event.reason)
    assert {1: ADVISES} == taking_part(withdrawn)


def test_who_was_withdrawn_may_join_under_another_number() -> None:
    withdrawn = project()
    withdrawn.withdraw_participation(2, "Mistaken for another.")

    withdrawn.join(AINO, "lead", MARCH, OCTOBER)

    assert [1, 3] == list(taking_part(withdrawn))


BY_NUMBER: list[Callable[[Activity, int, str], None]] = [
    lambda activity, number, why: activity.leave(number, JUNE, why),
    lambda activity, number, why: activity.correct_participation(number, "host", None, None, why),
    lambda activity, number, why: activity.withdraw_participation(number, why),
]
NAMES = ["leave", "correct", "withdraw"]


@pytest.mark.parametrize("command", BY_NUMBER, ids=NAMES)
def test_what_is_said_of_a_participation_needs_a_reason(
    command: Callable[[Activity, int, str], None],
) -> None:
    with pytest.raises(Missing) as refused:
        command(project(), 2, " ")

    assert "reason" == refused.value.about


COMMANDS: list[Callable[[Activity], None]] = [
    lambda activity: activity.join(UUID(int=3), "host"),
    lambda activity: activity.leave(2, JUNE, "New job."),
    lambda activity: activity.change_role(2, "evaluator", JUNE),
    lambda activity: activity.correct_participation(2, "host", None, None, "Misread."),
    lambda activity: activity.withdraw_participation(2, "Mistaken."),
]


@pytest.mark.parametrize("command", COMMANDS[1:], ids=[*NAMES[:1], "change", *NAMES[1:]])
def test_only_who_takes_part_leaves_changes_or_is_corrected(
    command: Callable[[Activity], None],
) -> None:
    without_aino = project()
    without_aino.withdraw_participation(2, "Mistaken.")

    with pytest.raises(NotTakingPart):
        command(without_aino)


@pytest.mark.parametrize("command", COMMANDS, ids=["join", *NAMES[:1], "change", *NAMES[1:]])
def test_what_was_recorded_in_error_has_nobody_taking_part(
    command: Callable[[Activity], None],
) -> None:
    withdrawn = project()
    withdrawn.withdraw("Entered twice.")

    with pytest.raises(IsWithdrawn):
        command(withdrawn)
