from collections.abc import Callable
from contextlib import suppress
from functools import partial
from operator import methodcaller
from uuid import UUID

import pytest
from eventsourcing.domain import Aggregate
from hypothesis import given
from hypothesis import strategies as st

from domain.day import Day
from domain.participation import NotTakingPart, Participation, Participations
from domain.project import Project
from domain.refusal import Refusal

AINO, VANTAA = UUID(int=1), UUID(int=2)
SPRING, AUTUMN = Day("2026-03"), Day("2026-09")
LEADS = Participation(AINO, "lead", SPRING, AUTUMN)
ADVISES = Participation(VANTAA, "expert")

NUMBERS = st.integers(1, 4)
ROLES = st.sampled_from(["lead", "expert"])
DAYS = st.sampled_from([Day("2026"), SPRING, Day("2026-03-02"), AUTUMN, Day("2027")])
SOME_DAYS = st.none() | DAYS
REASONS = st.sampled_from(["Told so.", " "])
COMMANDS = st.one_of(
    st.builds(
        partial(methodcaller, "join"), st.sampled_from([AINO, VANTAA]), ROLES, SOME_DAYS, SOME_DAYS
    ),
    st.builds(partial(methodcaller, "leave"), NUMBERS, SOME_DAYS, REASONS),
    st.builds(partial(methodcaller, "change_role"), NUMBERS, ROLES, DAYS),
    st.builds(
        partial(methodcaller, "correct_participation"),
        NUMBERS,
        ROLES,
        SOME_DAYS,
        SOME_DAYS,
        REASONS,
    ),
    st.builds(partial(methodcaller, "withdraw_participation"), NUMBERS, REASONS),
)


def two() -> Participations:
    participations = Participations()
    participations.keep(1, LEADS, 2)
    participations.keep(2, ADVISES, 3)
    return participations


def after(commands: list[methodcaller]) -> Project:
    project = Project.plan("Isät mukaan", Day("2026"), Day("2026"))
    for command in commands:
        with suppress(Refusal):
            command(project)
    return project


@given(st.lists(COMMANDS, max_size=12))
def test_who_takes_part_follows_from_the_events_alone(
    replayed: Callable[[Aggregate], Aggregate], commands: list[methodcaller]
) -> None:
    project = after(commands)

    anew = replayed(project)

    assert project == anew


@given(st.lists(COMMANDS, max_size=12))
def test_every_number_was_said_last_in_the_fact_that_a_correction_would_name(
    commands: list[methodcaller],
) -> None:
    project = after(commands)

    said_in = {
        number: event.originator_version
        for event in project.pending_events
        for number in (getattr(event, "former", None), getattr(event, "participation", None))
    }

    known = project.participations
    assert all(said_in[number] == known.said_in[number] for number in known.by_number)


@given(st.lists(COMMANDS, max_size=12))
def test_a_number_is_given_once(commands: list[methodcaller]) -> None:
    project = after(commands)

    given_out = [
        vars(event)["participation"]
        for event in project.pending_events
        if isinstance(event, Project.PartyJoined | Project.PartyChangedRole)
    ]

    assert list(range(1, project.participations.given + 1)) == given_out


def test_a_participation_is_found_by_its_number() -> None:
    participations = two()

    assert [LEADS, ADVISES] == [participations.of(1), participations.of(2)]


def test_a_number_that_was_never_given_is_nobodys() -> None:
    with pytest.raises(NotTakingPart):
        two().of(3)


def test_a_number_that_was_withdrawn_is_nobodys_and_the_other_stays() -> None:
    participations = two()

    participations.forget(1)

    assert {2: ADVISES} == participations.by_number
    with pytest.raises(NotTakingPart):
        participations.of(1)


def test_a_number_that_was_withdrawn_is_not_given_again() -> None:
    participations = two()

    participations.forget(2)

    assert 2 == participations.given


def test_forgetting_a_number_that_nobody_has_changes_nothing() -> None:
    participations = two()

    participations.forget(3)

    assert two() == participations


def test_what_is_said_of_a_number_again_takes_the_place_of_what_was_said_before() -> None:
    participations = two()
    corrected = Participation(AINO, "expert")

    participations.keep(1, corrected, 4)

    assert {1: corrected, 2: ADVISES} == participations.by_number
    assert {1: 4, 2: 3} == participations.said_in
    assert 2 == participations.given


def test_a_role_in_which_a_party_had_been_by_mistake_is_new_again() -> None:
    participations = two()

    participations.keep(1, Participation(AINO, "expert"), 4)

    assert [True, False] == [participations.is_new(LEADS), participations.is_new(ADVISES)]


@pytest.mark.parametrize(
    "wanted",
    [
        LEADS,
        ADVISES,
        Participation(VANTAA, "expert", SPRING, None),
        Participation(VANTAA, "expert", SPRING, AUTUMN),
    ],
)
def test_a_participation_within_days_that_are_recorded_is_not_new(wanted: Participation) -> None:
    assert not two().is_new(wanted)


@pytest.mark.parametrize(
    "wanted",
    [
        Participation(AINO, "lead"),
        Participation(AINO, "lead", SPRING, None),
        Participation(AINO, "expert", SPRING, AUTUMN),
        Participation(VANTAA, "lead", SPRING, AUTUMN),
        Participation(UUID(int=3), "lead", SPRING, AUTUMN),
    ],
)
def test_another_party_role_or_span_is_new(wanted: Participation) -> None:
    assert two().is_new(wanted)


def test_a_second_span_of_a_party_in_a_role_is_known_beside_the_first() -> None:
    participations = two()
    second = Participation(AINO, "lead", AUTUMN, None)

    participations.keep(3, second, 4)

    assert [False, False] == [participations.is_new(LEADS), participations.is_new(second)]


def test_who_has_left_may_join_again_on_the_same_days() -> None:
    participations = two()
    participations.keep(1, Participation(AINO, "lead", SPRING, AUTUMN, left=True), 4)

    assert [True, False] == [participations.is_new(LEADS), participations.is_new(ADVISES)]


def test_what_was_withdrawn_is_new_again() -> None:
    participations = two()

    participations.forget(1)

    assert [True, False] == [participations.is_new(LEADS), participations.is_new(ADVISES)]
