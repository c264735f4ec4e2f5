"""The fifteen colleagues; every name is invented."""

from dataclasses import dataclass
from datetime import date, timedelta

from crm.demo.story import Story
from crm.demo.units import (
    DIVORCE,
    FATHERHOOD,
    OSTROBOTHNIA,
    OSTROBOTHNIA_OPENED,
    PEERS,
    PEERS_CLOSED,
    TRAINING,
    VIOLENCE,
)
from crm.demo.years import When
from domain.colleague import Position
from domain.day import Day

LEADERSHIP, COORDINATOR = Position.LEADERSHIP, Position.COORDINATOR
PROJECT_LEAD, EXPERT = Position.PROJECT_LEAD, Position.EXPERT

AINO = "Aino Kaarnasalo"
PETRI = "Petri Vuorisola"
JOONAS = "Joonas Hirvaslahti"
MARKUS = "Markus Tallgård"
SANNA = "Sanna Ylitörmä"
KALLE = "Kalle Rautasuvanto"
MIRJA = "Mirja Loimaharju"
TUOMAS = "Tuomas Kivelänaho"
VEIKKO = "Veikko Saarenkorva"
ELINA = "Elina Koskihaka"
LINNEA = "Linnea Granstubb"
ROBIN = "Robin Söderklint"
OUTI = "Outi Hallapuro"
JARKKO = "Jarkko Metsäpolvi"
ANNELI = "Anneli Purontausta"


@dataclass(frozen=True, slots=True)
class Colleague:
    """A colleague: where, since when, and what changed."""

    name: str
    position: Position
    unit: str | None
    joined: str | When
    left: When | None = None
    moved: tuple[str, When] | None = None
    promoted: tuple[Position, When] | None = None


COLLEAGUES = (
    Colleague(PETRI, LEADERSHIP, None, "2012"),
    Colleague(ANNELI, LEADERSHIP, None, "2015-08"),
    Colleague(AINO, COORDINATOR, TRAINING, "2017-01-09"),
    Colleague(JOONAS, EXPERT, FATHERHOOD, "2016", promoted=(PROJECT_LEAD, (1, 9, 1))),
    Colleague(MARKUS, PROJECT_LEAD, FATHERHOOD, "2019-05"),
    Colleague(SANNA, PROJECT_LEAD, DIVORCE, "2013"),
    Colleague(OUTI, EXPERT, DIVORCE, (2, 2, 3)),
    Colleague(KALLE, PROJECT_LEAD, VIOLENCE, "2011-02"),
    Colleague(MIRJA, EXPERT, VIOLENCE, "2018-10-01"),
    Colleague(TUOMAS, COORDINATOR, PEERS, "2014", moved=(FATHERHOOD, PEERS_CLOSED)),
    Colleague(VEIKKO, EXPERT, PEERS, "2009", left=PEERS_CLOSED),
    Colleague(ELINA, EXPERT, TRAINING, "2020-03-02"),
    Colleague(LINNEA, COORDINATOR, OSTROBOTHNIA, OSTROBOTHNIA_OPENED),
    Colleague(ROBIN, EXPERT, OSTROBOTHNIA, (0, 1, 7)),
    Colleague(JARKKO, EXPERT, FATHERHOOD, (0, 2, 2)),
)

MARGIN = timedelta(days=10)


def welcome_colleagues(story: Story) -> None:
    """Let the colleagues join, and tell what became of them."""
    for colleague in COLLEAGUES:
        _welcome(story, colleague)
        _move(story, colleague)
        _promote(story, colleague)
        _see_off(story, colleague)


def unit_on(story: Story, colleague: Colleague, day: date) -> str | None:
    """Return the unit that a colleague works in on a day."""
    if colleague.moved and story.years.ago(colleague.moved[1]) <= day:
        return colleague.moved[0]
    return colleague.unit


def staff(story: Story, unit: str, day: date) -> list[str]:
    """Return the colleagues of a unit who can be asked for a day, leads before experts."""
    return [
        colleague.name
        for colleague in COLLEAGUES
        if unit_on(story, colleague, day) == unit and story.is_there(colleague.name, day + MARGIN)
    ]


def _welcome(story: Story, colleague: Colleague) -> None:
    joined = story.day_of(colleague.joined)
    name, position, unit = colleague.name, colleague.position, colleague.unit
    story.tell(
        story.first_thing(story.meet(name, joined)),
        ANNELI,
        name,
        "joined",
        lambda cast, origin: cast.crm.welcome_colleague(
            name, position, cast[unit] if unit else None, joined, origin=origin
        ),
    )


def _move(story: Story, colleague: Colleague) -> None:
    if not colleague.moved:
        return
    name, (unit, when) = colleague.name, colleague.moved
    day = story.years.ago(when)
    story.tell(
        story.soon(day),
        ANNELI,
        name,
        f"moved to {unit}",
        lambda cast, origin: cast.crm.assign_colleague(
            cast[name], cast[unit], Day.of(day), origin=origin
        ),
    )


def _promote(story: Story, colleague: Colleague) -> None:
    if not colleague.promoted:
        return
    name, (position, when) = colleague.name, colleague.promoted
    day = story.years.ago(when)
    story.tell(
        story.soon(day),
        PETRI,
        name,
        f"became {position.value}",
        lambda cast, origin: cast.crm.give_position(
            cast[name], position, Day.of(day), origin=origin
        ),
    )


def _see_off(story: Story, colleague: Colleague) -> None:
    if not colleague.left:
        return
    name, day = colleague.name, story.years.ago(colleague.left)
    story.leave(name, day)
    story.tell(
        story.soon(day),
        ANNELI,
        name,
        "left",
        lambda cast, origin: cast.crm.see_colleague_off(cast[name], Day.of(day), origin=origin),
    )
