"""The units of the competence centre."""

from dataclasses import dataclass

from crm.demo.story import Story
from crm.demo.years import When
from domain.day import Day
from domain.names import Names

CENTRE = Names(
    "Miesten hyvinvoinnin osaamiskeskus Kaarnaväylä",
    "Kompetenscentret Barkleden för mäns välbefinnande",
    "Kaarnaväylä Competence Centre for Men's Wellbeing",
)

FATHERHOOD = "Isyystyö"
DIVORCE = "Erotuki"
VIOLENCE = "Väkivaltatyö"
PEERS = "Vertaistoiminta"
TRAINING = "Koulutus ja tutkimus"
OSTROBOTHNIA = "Pohjanmaan yksikkö"

PEERS_CLOSED: When = (1, 12, 31)
OSTROBOTHNIA_OPENED: When = (1, 8, 1)


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit; its Finnish name is what the story calls it."""

    names: Names
    opened: str | When
    closed: When | None = None


UNITS = (
    Unit(Names(TRAINING, "Utbildning och forskning", "Training and Research"), "2008"),
    Unit(Names(FATHERHOOD, "Faderskapsarbete", "Fatherhood Work"), "2014-03"),
    Unit(Names(DIVORCE, "Skilsmässostöd", "Divorce Support"), "2011"),
    Unit(Names(VIOLENCE, "Våldsarbete", "Violence Work"), "2010-09"),
    Unit(Names(PEERS, "Kamratverksamhet", "Peer Activities"), "2009", PEERS_CLOSED),
    Unit(Names(OSTROBOTHNIA, "Enheten i Österbotten", "Ostrobothnia Unit"), OSTROBOTHNIA_OPENED),
)

UNIT_OF = {
    "fatherhood": FATHERHOOD,
    "divorce_support": DIVORCE,
    "violence": VIOLENCE,
    "peer_activities": PEERS,
    "working_with_men": TRAINING,
    "male_customers": TRAINING,
    "male_psychology": TRAINING,
}


def open_units(story: Story) -> None:
    """Open the units, those of old on the first day, and close the one that was closed."""
    for unit in UNITS:
        _open(story, unit)
        if unit.closed:
            _close(story, unit.names.fi, Day.of(story.years.ago(unit.closed)))


def _open(story: Story, unit: Unit) -> None:
    name = unit.names.fi
    opened = story.day_of(unit.opened)
    known = story.meet(name, opened)
    story.tell(
        story.first_thing(known),
        "system",
        name,
        "opened",
        lambda cast, origin: cast.crm.open_unit(unit.names, opened, origin=origin),
    )


def _close(story: Story, name: str, closed_on: Day) -> None:
    story.leave(name, closed_on.first)
    story.tell(
        story.soon(closed_on.first),
        "Petri Vuorisola",
        name,
        "closed",
        lambda cast, origin: cast.crm.close_unit(cast[name], closed_on, origin=origin),
    )
