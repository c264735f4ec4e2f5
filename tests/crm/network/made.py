"""Made-up networks: who takes part in what, over some years, and filters to ask them with."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from random import Random

from crm.application import CRM
from crm.clocks import Clocks
from crm.network.filters import Filters
from domain.refusal import Refusal
from tests.crm.network.facts import facts
from tests.crm.network.oracle import Oracle
from tests.crm.story import ROLES, THEMES, Story
from tests.crm.telling import changes_of_role, corrections, leavings

ASKED = 9
COUNT = {"lead", "partner", "participant", "expert", "host"}


class Made:
    """A made-up network, and the questions that are asked of it."""

    def __init__(self, crm: CRM, seed: int) -> None:
        self.crm, self.story = crm, Story(crm, seed)
        _tell(self.story)
        self.entries = crm.entries_after(0, 10_000)
        self.position = crm.position()

    def oracle(self, filters: Filters) -> Oracle:
        """Give what is so by the definition, as known then."""
        at = filters.clocks.known_at
        known = [entry for entry in self.entries if at is None or entry.recorded_at <= at]
        return Oracle(facts(known), filters, COUNT)

    def asked(self) -> Iterator[tuple[Filters, Oracle]]:
        """Give filters, and what is so under them."""
        yield Filters(), self.oracle(Filters())
        for _ in range(ASKED):
            filters = _filters(self.story)
            yield filters, self.oracle(filters)


def _tell(story: Story) -> None:
    beginnings: list[Callable[[Story], object]] = [
        *[Story.register] * 6,
        *[Story.open_unit] * 2,
        *[Story.welcome] * 3,
        *[Story.plan] * 4,
        *[Story.agree] * 4,
    ]
    acts: list[Callable[[Story], object]] = [*[Story.join] * 10, *[changes_of_role] * 3]
    acts += [Story.plan, Story.agree, corrections, corrections, leavings, leavings]
    for begin in beginnings:
        begin(story)
    for number in range(110):
        with suppress(Refusal):
            (ENDINGS[number // 20] if number % 20 == 0 else story.random.choice(acts))(story)


ENDINGS: list[Callable[[Story], object]] = [
    lambda s: s.crm.withdraw_participation(*s.participation(), "ei ollut", origin=s.now()),
    lambda s: s.crm.cancel_engagement(s.engagements[0], "sairaus", origin=s.now()),
    lambda s: s.crm.withdraw_engagement(s.engagements[1], "tupla", origin=s.now()),
    lambda s: s.crm.cancel_project(s.projects[0], s.day(2021), "rahat", origin=s.now()),
    lambda s: s.crm.withdraw_participation(*s.participation(), "ei ollut", origin=s.now()),
    lambda s: s.crm.withdraw_project(s.projects[1], "tupla", origin=s.now()),
]


def _filters(story: Story) -> Filters:
    """Choose some filters, each now and then."""
    random = story.random
    filters = Filters(_clocks(story))
    chosen: dict[str, tuple[object, ...]] = {
        "roles": tuple(random.sample(ROLES, 2)),
        "themes": tuple(random.sample(THEMES, 2)),
        "sectors": ("social",),
        "forms": tuple(random.sample(["project", "session", "seminar", "meeting"], 2)),
        "kinds": tuple(random.sample(["municipality", "association", "school"], 2)),
        "units": (story.one_of(story.units),),
        "projects": tuple(random.sample(story.projects, 2)),
    }
    some = {name: value for name, value in chosen.items() if random.random() < 0.2}
    return replace(filters, **some, stayed=random.random() < 0.2)  # type: ignore[arg-type]


def _clocks(story: Story) -> Clocks:
    random: Random = story.random
    day, until = story.day(2018, 2021).first, story.day(2021, 2025).last
    moment = datetime(2016, 1, 1, tzinfo=UTC) + (story.at - datetime(2016, 1, 1, tzinfo=UTC)) / 2
    known = random.choice([None, moment])
    return random.choice(
        [
            Clocks(known_at=known),
            Clocks(on=day, known_at=known),
            Clocks(from_on=day, until_on=until, known_at=known),
            Clocks(from_on=day, known_at=known),
            Clocks(until_on=day, known_at=known),
        ]
    )
