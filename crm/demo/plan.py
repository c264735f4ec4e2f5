"""An engagement as the story plans it, and how it is told: agreed, then held or called off."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from crm.activities import TakesPart
from crm.clocks import HOME
from crm.demo.cast import Cast
from crm.demo.colleagues import AINO, COLLEAGUES
from crm.demo.story import Story
from crm.log import Origin, Receipt
from domain.attendance import Headcount
from domain.day import Day
from domain.engagement import Form

PEOPLE = {colleague.name for colleague in COLLEAGUES}
SOON = timedelta(days=8)


@dataclass(frozen=True, slots=True)
class Plan:
    """An engagement; `parties` are names with roles, no place means remote.

    `noted` is one that was written down only after it was held, in one go.
    """

    form: Form
    title: str
    on: date
    themes: tuple[str, ...]
    parties: tuple[tuple[str, str], ...]
    place: str | None = None
    language: str = "fi"
    project: str | None = None
    network: str | None = None
    attendance: tuple[Headcount, ...] = ()
    cancelled: str | None = None
    moved: tuple[date, str] | None = None
    noted: datetime | None = None
    known_as: Day | None = None
    sensitive: bool = False

    @property
    def held_on(self) -> date:
        """The day it was held on in the end."""
        return self.moved[0] if self.moved else self.on


def tell(story: Story, key: str, plan: Plan) -> None:
    """Tell of an engagement from its agreement to its end, as far as the story goes."""
    telling = Telling(story, key, plan, _recorder(story, plan))
    if plan.noted:
        telling.agree(plan.noted, held=True)
        return
    agreed = _agreed_on(story, plan)
    telling.agree(story.office(agreed))
    if plan.moved:
        telling.reschedule(*plan.moved)
    if plan.cancelled:
        telling.cancel(agreed, plan.cancelled)
    else:
        telling.deliver()


def professionals(chance: Random, fewest: int, most: int) -> tuple[Headcount, ...]:
    """Return the attendance of a meeting of professionals, most of them of the social sector."""
    people = chance.randint(fewest, most)
    others = people // 4
    return (
        Headcount(people - others, "professional", "social"),
        Headcount(others, "professional", chance.choice(("health_care", "education"))),
    )


@dataclass(frozen=True, slots=True)
class Telling:
    """The steps of one engagement, as one colleague writes them down."""

    story: Story
    key: str
    plan: Plan
    by: str

    def agree(self, at: datetime, *, held: bool = False) -> None:
        """Agree on it; with `held`, it was held already."""

        def command(cast: Cast, origin: Origin) -> Receipt:
            today = at.astimezone(HOME).date()
            return _agree(self.plan, cast, origin, today if held else None)

        self.story.tell(at, self.by, self.key, "agreed", command)

    def reschedule(self, to: date, reason: str) -> None:
        """Move it to another day, some days before."""
        key = self.key
        self.story.tell(
            self.story.office(self.plan.on - timedelta(days=5)),
            self.by,
            key,
            "rescheduled",
            lambda cast, origin: cast.crm.reschedule_engagement(
                cast[key], Day.of(to), None, reason, origin=origin
            ),
        )

    def cancel(self, agreed: date, reason: str) -> None:
        """Call it off when three quarters of the wait are over."""
        key, days = self.key, (self.plan.on - agreed).days
        self.story.tell(
            self.story.office(agreed + timedelta(days=max(1, days * 3 // 4))),
            self.by,
            key,
            "cancelled",
            lambda cast, origin: cast.crm.cancel_engagement(cast[key], reason, origin=origin),
        )

    def deliver(self) -> None:
        """Say that it was held, and how many came."""
        key, attendance = self.key, self.plan.attendance
        at = self.story.soon(self.plan.held_on)
        today = at.astimezone(HOME).date()
        self.story.tell(
            at,
            self.by,
            key,
            "delivered",
            lambda cast, origin: cast.crm.deliver_engagement(
                cast[key], attendance, today=today, origin=origin
            ),
        )


def _agree(plan: Plan, cast: Cast, origin: Origin, held_by: date | None) -> Receipt:
    return cast.crm.agree_engagement(
        plan.form,
        plan.title,
        plan.known_as or Day.of(plan.on),
        themes=plan.themes,
        place=plan.place,
        remote=plan.place is None,
        language=plan.language,
        project_id=cast[plan.project] if plan.project else None,
        network_id=cast[plan.network] if plan.network else None,
        parties=[TakesPart(cast[name], role) for name, role in plan.parties],
        delivered=plan.attendance if held_by else None,
        today=held_by,
        sensitive=plan.sensitive,
        origin=origin,
    )


def _recorder(story: Story, plan: Plan) -> str:
    """Let the first colleague who takes part write it down; one who has left writes nothing."""
    here = (name for name, _ in plan.parties if name in PEOPLE)
    return next((name for name in here if story.is_there(name, plan.held_on + SOON)), AINO)


def _agreed_on(story: Story, plan: Plan) -> date:
    names = [name for name, _ in plan.parties]
    names += [name for name in (plan.project, plan.network) if name]
    earliest = max(story.known[name] for name in names) + timedelta(days=1)
    ahead = timedelta(days=story.chance.randint(14, 75))
    latest = story.years.until - timedelta(days=8)
    return min(max(plan.on - ahead, earliest), max(latest, earliest))
