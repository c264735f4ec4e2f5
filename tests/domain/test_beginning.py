"""The first day of partners, units, networks and colleagues, where it had been written wrong."""

from collections.abc import Callable
from typing import Any, NamedTuple
from uuid import UUID

import pytest

from domain.beginning import AfterAChange, Begun, ChangedAtFirst
from domain.colleague import Colleague, Position
from domain.day import Day, EndsBeforeStart
from domain.names import Names
from domain.network import Network
from domain.partner import Description, Partner, Stage
from domain.refusal import IsWithdrawn, Missing, PersonIsErased
from domain.undoing import ALL, Undoing
from domain.unit import Unit

MARCH, APRIL, MAY, JUNE = map(Day, ("2026-03", "2026-04-01", "2026-05-04", "2026-06-01"))
OTHER = UUID(int=1)
CITY = Description("municipality")
WITHDRAWAL = {1: Undoing(ALL)}


class Kind(NamedTuple):
    """A kind of party: how it begins, changes and comes to its end."""

    begin: Callable[[Day | None], Any]
    change: Callable[[Any, Day], None]
    end: Callable[[Any, Day], None] | None = None


KINDS = {
    "partner": Kind(
        lambda day: Partner.register("Vantaa", CITY, since_on=day),
        lambda one, day: one.rename("Vanda", day),
    ),
    "unit": Kind(
        lambda day: Unit.open(Names("Isyys"), day),
        lambda one, day: one.rename(Names("Isät"), day),
        lambda one, day: one.close(day),
    ),
    "network": Kind(
        lambda day: Network.found("Verkosto", "", day),
        lambda one, day: one.rename("Isät", day),
        lambda one, day: one.dissolve(day),
    ),
    "colleague": Kind(
        lambda day: Colleague.join("Aino", Position.EXPERT, None, day),
        lambda one, day: one.assign_to_unit(OTHER, day),
        lambda one, day: one.leave(day),
    ),
}
every_kind = pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)


def event_of(one: Begun) -> dict[str, Any]:
    return vars(one.pending_events[-1])


@every_kind
@pytest.mark.parametrize(("was", "is_"), [(MAY, MARCH), (MAY, None), (None, MAY), (APRIL, MAY)])
def test_what_was_so_from_the_first_is_so_from_the_right_day_on(
    kind: Kind, was: Day | None, is_: Day | None
) -> None:
    one, right = kind.begin(was), kind.begin(is_)

    one.correct_beginning(is_, " Misread. ")

    event = event_of(one)
    why = None if isinstance(one, Colleague) else "Misread."
    assert (is_, 1, why) == (event["since_on"], event["corrects"], event.get("reason"))
    assert (is_, right.latest) == (one.since_on, one.latest)
    assert {**WITHDRAWAL, 2: Undoing("beginning", was)} == one.undoings()


@every_kind
def test_a_corrected_first_day_is_undone_by_the_one_of_before(kind: Kind) -> None:
    one, before = kind.begin(MAY), kind.begin(MAY)
    one.correct_beginning(MARCH, "Misread.")

    one.correct_beginning(one.undoing(2).again, "It was right.")

    assert (2, MAY) == (event_of(one)["corrects"], one.since_on)
    assert before.latest == one.latest
    assert ({2}, WITHDRAWAL) == (one.undone, one.undoings())


@every_kind
def test_what_changed_later_stays_and_is_undone_to_the_right_day(kind: Kind) -> None:
    one = kind.begin(APRIL)
    kind.change(one, JUNE)

    one.correct_beginning(MAY, "Misread.")

    [changed] = [said for said in one.latest.values() if said[1] > 1]
    assert (JUNE, 2) == changed
    assert {(MAY, 1)} == {former.said for of in one.former.values() for former in of if former.said}


@every_kind
@pytest.mark.parametrize("changed_on", [MAY, Day("2026-05"), Day("2026")])
@pytest.mark.parametrize("since_on", [Day("2025"), None])
def test_what_changed_on_the_first_day_is_undone_before_it_began_earlier(
    kind: Kind, changed_on: Day, since_on: Day | None
) -> None:
    one = kind.begin(MAY)
    kind.change(one, changed_on)
    later = kind.begin(MAY)
    kind.change(later, JUNE)

    with pytest.raises(ChangedAtFirst) as refused:
        one.correct_beginning(since_on, "Misread.")
    later.correct_beginning(since_on, "Misread.")

    assert (changed_on, MAY) == (refused.value.changed_on, one.since_on)
    assert since_on == later.since_on


def test_a_change_of_the_first_day_that_was_corrected_or_undone_counts_as_it_stands() -> None:
    one = Partner.register("Vantaa", CITY, since_on=MAY)
    one.correct_name("Vantaan kaupunki", "Misread.")
    one.rename("Vanda", MAY)
    one.correct_name("Vanda stad", "Misspelt.")

    with pytest.raises(ChangedAtFirst):
        one.correct_beginning(MARCH, "Misread.")
    one.correct_name("Vanda", "Not so.")
    one.correct_name("Vantaan kaupunki", "Never renamed.")
    one.correct_beginning(MARCH, "Misread.")

    assert (MARCH, 2) == one.latest["name"]


@pytest.mark.parametrize("kind", [kind for kind in KINDS.values() if kind.end])
def test_what_came_to_its_end_in_the_year_in_which_it_began_may_have_begun_then(kind: Kind) -> None:
    year, one = Day("2026"), kind.begin(None)
    assert kind.end
    kind.end(one, year)

    one.correct_beginning(year, "It was found.")

    assert (year, year) == (one.since_on, one.last_day)


@every_kind
@pytest.mark.parametrize("since_on", [JUNE, Day("2026-06"), Day("2027")])
def test_nothing_began_on_or_after_a_day_on_which_it_changed(kind: Kind, since_on: Day) -> None:
    one = kind.begin(APRIL)
    kind.change(one, JUNE)

    with pytest.raises(AfterAChange) as refused:
        one.correct_beginning(since_on, "Misread.")

    assert JUNE == refused.value.changed_on
    assert 2 == one.version


def test_the_earliest_of_several_changes_counts_undone_to_or_not() -> None:
    one = Partner.register("Vantaa", CITY, since_on=MARCH)
    one.rename("Vanda", MAY)
    one.rename("Vantaa stad", JUNE)
    one.move_stage(Stage.ACTIVE, APRIL, "They called.")

    with pytest.raises(AfterAChange) as refused:
        one.correct_beginning(MAY, "Misread.")
    assert APRIL == refused.value.changed_on
    one.withdraw_stage_move("Never so.")
    with pytest.raises(AfterAChange) as refused:
        one.correct_beginning(MAY, "Misread.")
    assert MAY == refused.value.changed_on
    one.correct_beginning(APRIL, "Misread.")

    assert APRIL == one.since_on


def test_a_number_that_was_given_has_no_day_that_stands_in_the_way() -> None:
    one = Partner.register("Vantaa", CITY, since_on=APRIL)
    one.give_identifier("oid", "1")

    one.correct_beginning(MAY, "Misread.")

    assert MAY == one.since_on


@pytest.mark.parametrize("kind", [kind for kind in KINDS.values() if kind.end])
def test_nothing_began_after_its_end(kind: Kind) -> None:
    one = kind.begin(APRIL)
    assert kind.end
    kind.end(one, MAY)

    with pytest.raises(EndsBeforeStart) as refused:
        one.correct_beginning(JUNE, "Misread.")
    one.correct_beginning(MARCH, "Misread.")

    assert (JUNE, MAY) == (refused.value.from_on, refused.value.until_on)
    assert (MARCH, (MAY, 2)) == (one.since_on, one.latest["end"])
    one.withdraw_end("Never so.")
    assert (None, 1) == one.latest["end"]


@every_kind
def test_an_end_that_never_was_is_none_still_where_the_beginning_was_unknown(kind: Kind) -> None:
    one = kind.begin(None)
    if kind.end:
        kind.end(one, JUNE)

    one.correct_beginning(MAY, "Misread.")
    if kind.end:
        one.withdraw_end("Never so.")

    assert (None, 1) == one.latest.get("end", (None, 1))


@every_kind
def test_a_first_day_that_was_right_is_not_corrected(kind: Kind) -> None:
    one = kind.begin(MAY)

    one.correct_beginning(MAY, "Misread.")

    assert 1 == one.version


@every_kind
def test_a_correction_needs_a_reason(kind: Kind) -> None:
    with pytest.raises(Missing) as refused:
        kind.begin(MAY).correct_beginning(JUNE, " ")

    assert "reason" == refused.value.about


@every_kind
def test_of_what_was_withdrawn_no_day_is_corrected(kind: Kind) -> None:
    one: Begun = kind.begin(MAY)
    one.withdraw("Entered twice.")  # type: ignore[attr-defined]

    with pytest.raises(IsWithdrawn):
        one.correct_beginning(JUNE, "Misread.")


def test_of_who_was_erased_no_day_is_corrected() -> None:
    one = Colleague.join("Aino", Position.EXPERT, None, MAY)
    one.erase()

    with pytest.raises(PersonIsErased):
        one.correct_beginning(JUNE, "Misread.")
