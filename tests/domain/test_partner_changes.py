from collections.abc import Callable
from uuid import UUID

import pytest

from domain.day import BeforeLatestChange, Day
from domain.partner import Description, Partner, Stage
from domain.refusal import IsWithdrawn

MAY, JUNE = map(Day, ("2026-05-04", "2026-06-01"))
CITY, COUNTY = Description("municipality"), Description("county")
PARENT, CHILD, AINO, EINO = (UUID(int=number) for number in range(1, 5))


def vantaa() -> Partner:
    return Partner.register("City of Vantaa", CITY, since_on=MAY)


def test_a_second_correction_names_the_first_and_the_same_day() -> None:
    partner = vantaa()
    partner.correct_name("Vantaan kaupunki", "Misread.")
    partner.correct_description(COUNTY, "Misread.")

    partner.correct_name("Vanda stad", "Misread.")
    partner.correct_description(Description("city"), "Misread.")

    assert {"name": (MAY, 4), "description": (MAY, 5)}.items() <= partner.latest.items()


@pytest.mark.parametrize("since_on", [MAY, None])
def test_an_aspect_of_which_nothing_was_said_since_holds_from_the_registration(
    since_on: Day | None,
) -> None:
    partner = Partner.register("City of Vantaa", CITY, since_on=since_on)

    aspects = ["name", "description", "stage", "parent", "steward"]
    assert dict.fromkeys(aspects, (since_on, 1)) == partner.latest


CHANGES: dict[str, Callable[[Partner, Day], None]] = {
    "name": lambda partner, on: partner.rename(f"Vantaa {on.text}", on),
    "description": lambda partner, on: partner.describe(Description("city", web=on.text), on),
    "parent": lambda partner, on: partner.place_under(
        {JUNE: PARENT}.get(on, EINO), on, below={CHILD}
    ),
    "stage": lambda partner, on: partner.move_stage(
        {JUNE: Stage.ENDED}.get(on, Stage.DORMANT), on, "So be it."
    ),
    "steward": lambda partner, on: partner.assign_steward({JUNE: AINO}.get(on, EINO), on),
}


@pytest.mark.parametrize(("aspect", "change"), CHANGES.items(), ids=CHANGES)
def test_a_change_is_remembered_for_its_own_aspect_alone(
    aspect: str, change: Callable[[Partner, Day], None]
) -> None:
    partner = vantaa()

    change(partner, JUNE)

    assert {**dict.fromkeys(CHANGES, (MAY, 1)), aspect: (JUNE, 2)} == partner.latest


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_change_may_come_on_the_day_of_the_one_before(
    change: Callable[[Partner, Day], None],
) -> None:
    partner = vantaa()

    change(partner, MAY)

    assert 2 == partner.version


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_change_cannot_come_before_the_one_before(
    change: Callable[[Partner, Day], None],
) -> None:
    partner = vantaa()
    change(partner, JUNE)

    with pytest.raises(BeforeLatestChange) as refused:
        change(partner, MAY)

    assert JUNE == refused.value.latest_on


COMMANDS: dict[str, Callable[[Partner], None]] = {
    "rename": lambda partner: partner.rename("Vantaa city", JUNE),
    "describe": lambda partner: partner.describe(COUNTY, JUNE),
    "place": lambda partner: partner.place_under(PARENT, JUNE, below=set()),
    "identify": lambda partner: partner.give_identifier("eu-pic", "10"),
    "correct identifier": lambda partner: partner.correct_identifier("eu-pic", "10", "Misread."),
    "assign": lambda partner: partner.assign_steward(AINO, JUNE),
    "correct name": lambda partner: partner.correct_name("Vantaa city", "Misread."),
    "correct description": lambda partner: partner.correct_description(COUNTY, "Misread."),
    "move stage": lambda partner: partner.move_stage(Stage.ENDED, JUNE, "So be it."),
    "withdraw": lambda partner: partner.withdraw("Entered twice."),
}


@pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS)
def test_what_was_withdrawn_takes_no_more_commands(command: Callable[[Partner], None]) -> None:
    partner = vantaa()
    partner.withdraw("Entered twice.")

    with pytest.raises(IsWithdrawn):
        command(partner)
