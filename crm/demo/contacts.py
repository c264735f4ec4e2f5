"""The people at the partners: who they are, who moved, who came to what. All are invented."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from crm.demo.partners import rows, steward_on
from crm.demo.plan import Plan
from crm.demo.regions import Row
from crm.demo.story import Story
from domain.contact import Basis, Purpose
from domain.day import Day
from domain.details import Details

FIRST = (
    "Sirpa", "Ilkka", "Katariina", "Oskari", "Päivi", "Rasmus", "Heli", "Juhana", "Maarit", "Anton",
    "Ulla", "Mikael", "Tiina", "Eelis", "Camilla", "Samuli", "Riikka", "Gustav", "Noora", "Leevi",
)  # fmt: skip
LAST = (
    "Usvavirta", "Kelohonka", "Lumilampi", "Tervakanto", "Hiidenranta", "Ruskolinna", "Savilahde",
    "Kirsikorpi", "Aamurinne", "Strandglänt", "Pohjanhaka", "Vaahterakallio", "Sulkasalmi",
    "Hallavaara", "Myllykoivu", "Norrglimt", "Kuutamokari",
)  # fmt: skip
TITLES = {
    "municipality": ("Nuorisopalvelupäällikkö", "Hyvinvointikoordinaattori"),
    "county": ("Johtava sosiaalityöntekijä", "Perhepalvelujen päällikkö"),
    "association": ("Toiminnanjohtaja", "Hankekoordinaattori"),
    "school": ("Opinto-ohjaaja", "Rehtori"),
    "university": ("Yliopistonlehtori", "Tutkija"),
    "parish": ("Diakoni", "Perhetyön pastori"),
    "authority": ("Vastaava ohjaaja", "Ylikonstaapeli"),
}
NOTES = (
    "Tavoittaa parhaiten aamupäivisin.",
    "Toivoo materiaalit kahta viikkoa etukäteen.",
    "Talar helst svenska.",
)
# Every second partner of those that were there from the first, with one who moves and one who goes.
EVERY = 2
MOVED, LEFT, ERASED = 3, 7, 11
NAMED_AT = 90


@dataclass(frozen=True, slots=True)
class Someone:
    """A contact: the key they are met by, which is no name, and where they work."""

    number: int
    partner: str
    title: str

    @property
    def key(self) -> str:
        """What the story calls them: a command's id is made of it, so it must not be a name."""
        return f"contact {self.number}"

    @property
    def details(self) -> Details:
        """Who they are."""
        first, last = FIRST[self.number % len(FIRST)], LAST[self.number % len(LAST)]
        address = f"{first}.{last}@k{self.number}.example".lower()
        email = address.translate(str.maketrans("äöå", "aoa"))
        swedish = last in {"Strandglänt", "Norrglimt"}
        return Details(
            f"{first} {last}",
            email,
            f"09 000 {self.number:04}" if self.number % 3 else "",
            self.title,
            "sv" if swedish else "fi",
            NOTES[self.number % len(NOTES)] if self.number % 4 == 0 or swedish else "",
        )


def meet_contacts(story: Story, plans: Mapping[str, Plan]) -> None:
    """Tell who is who at the partners, in the second month, and who came to what since."""
    people, chance = _people(), Random(24)  # noqa: S311 - a story
    for someone in people:
        _add(story, someone)
    _turn(story, people)
    by_partner = {someone.partner: someone for someone in people if someone.number > MOVED}
    held = sorted(_held(story, plans), key=lambda pair: (pair[1].held_on, pair[0]))
    for key, plan in [one for one in held if chance.random() < 0.5][:NAMED_AT]:  # noqa: PLR2004
        came = [by_partner[name] for name, _role in plan.parties if name in by_partner]
        if came and plan.held_on > _met_on(story, came[-1]):
            _came(story, key, plan.held_on, came)


def _people() -> list[Someone]:
    old = [row for _region, row in rows() if isinstance(row.since, str) and row.kind in TITLES]
    return [_someone(number, row) for number, row in enumerate(old[::EVERY])]


def _someone(number: int, row: Row) -> Someone:
    return Someone(number, row.name, TITLES[row.kind][number % 2])


def _met_on(story: Story, someone: Someone) -> date:
    return story.years.after(1.3) + timedelta(days=someone.number)


def _steward(story: Story, partner: str, day: date) -> str:
    region = next(region for region, row in rows() if row.name == partner)
    return steward_on(story, region, day)


def _add(story: Story, someone: Someone) -> None:
    day = _met_on(story, someone)
    since = Day(str(day.year - 1 - someone.number % 5))
    by, at = _steward(story, someone.partner, day), story.first_thing(day)
    story.tell(
        at,
        by,
        someone.key,
        "added",
        lambda cast, origin: cast.crm.add_contact(
            cast[someone.partner], someone.details, since, origin=origin
        ),
    )
    story.tell(
        at + timedelta(minutes=2),
        by,
        someone.key,
        "consent",
        lambda cast, origin: cast.crm.record_consent(
            cast[someone.key],
            Basis.LEGITIMATE_INTEREST,
            Purpose.COOPERATION,
            "2024-1",
            Day.of(day),
            origin=origin,
        ),
    )


def _turn(story: Story, people: list[Someone]) -> None:
    moved, left, erased = (people[number] for number in (MOVED, LEFT, ERASED))
    day, to = story.years.after(20.2), people[0].partner
    story.tell(
        story.first_thing(day),
        _steward(story, moved.partner, day),
        moved.key,
        "moved",
        lambda cast, origin: cast.crm.move_contact(
            cast[moved.key], cast[to], Day.of(day), origin=origin
        ),
    )
    gone = story.years.after(26.1)
    story.tell(
        story.first_thing(gone),
        _steward(story, left.partner, gone),
        left.key,
        "left",
        lambda cast, origin: cast.crm.see_contact_off(cast[left.key], Day.of(gone), origin=origin),
    )
    asked = story.years.after(33.4)
    story.tell(
        story.first_thing(asked),
        _steward(story, erased.partner, asked),
        erased.key,
        "erased",
        lambda cast, origin: cast.crm.forget_contact(cast[erased.key], origin=origin),
    )


def _held(story: Story, plans: Mapping[str, Plan]) -> list[tuple[str, Plan]]:
    return [
        (key, plan)
        for key, plan in plans.items()
        if not (plan.cancelled or plan.noted or plan.known_as)
        and plan.held_on + timedelta(days=20) < story.years.after(33)
    ]


def _came(story: Story, key: str, held_on: date, came: list[Someone]) -> None:
    # Once whoever led it has written down that it was held.
    day = held_on + timedelta(days=12)
    by = _steward(story, came[0].partner, day)
    keys = [someone.key for someone in came]
    story.tell(
        story.first_thing(day),
        by,
        f"who came to {key}",
        "said",
        lambda cast, origin: cast.crm.say_which_contacts_came(
            cast[key], [cast[one] for one in keys], origin=origin
        ),
    )
