"""How relationships turned: begun, gone quiet, revived, ended, handed over."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from crm.demo.colleagues import AINO, LINNEA, PETRI, TUOMAS
from crm.demo.partners import assign_steward, rows, steward_on
from crm.demo.regions import REGIONS
from crm.demo.story import Story
from crm.demo.units import PEERS_CLOSED
from crm.demo.years import working
from domain.day import Day
from domain.partner import Stage

NOTICED = timedelta(days=183)


@dataclass(frozen=True, slots=True)
class Quiet:
    """A partner that went quiet, `since` months into the story or when the peer unit closed."""

    name: str
    since: float | None = None
    noticed: bool = True
    back: float | None = None


@dataclass(frozen=True, slots=True)
class Turn:
    """A relationship moves to another stage on a day."""

    name: str
    stage: Stage
    day: date
    reason: str
    by: str = AINO


QUIET = (
    Quiet("Kuopion kaupunki"),
    Quiet("Iisalmen kaupunki"),
    Quiet("Savon Miesten Piirit ry"),
    Quiet("Kallaveden Vertaiset ry"),
    Quiet("Puijonsalmen ammattiopisto"),
    Quiet("Mikkelin kaupunki", noticed=False),
    Quiet("Kallanrannan seurakunta", noticed=False),
    Quiet("Pohjois-Savon hyvinvointialue", noticed=False),
    Quiet("Joensuun kaupunki", back=33.2),
    Quiet("Karjalan Isäkerho Tervahauta ry", back=34.3),
    Quiet("Porin kaupunki", 8, back=31.5),
    Quiet("Hyvinkään kaupunki", 10, back=33.6),
    Quiet("Raision kaupunki", 26),
    Quiet("Kotilaiturin Perheyhdistys ry", 27, noticed=False),
)
ENDED = {
    "Suunta ja Voima Oy": (22.3, "Yritys lopetti valmennustoimintansa."),
    "Satamamieli Oy": (34.4, "Sopimuskausi päättyi, eikä sitä jatkettu."),
}
WENT_QUIET = "Ei yhteistä tekemistä puoleen vuoteen."
PEERS_ENDED = "Vertaistoiminnan yksikkö suljettiin; yhteistä tekemistä ei ole ollut sen jälkeen."
REVIVED = "Isyystyö herätti yhteistyön uudelleen."


def turn_relationships(story: Story) -> None:
    """Tell who went quiet and came back, who ended, and who was handed over."""
    for quiet in QUIET:
        _go_quiet(story, quiet)
    for name, (months, reason) in ENDED.items():
        end(story, name, story.years.after(months), reason)
    hand_over(story, "savo", story.years.ago(PEERS_CLOSED), TUOMAS)
    hand_over(story, "ostrobothnia", story.known[LINNEA] + timedelta(days=20), LINNEA)


def begin_relationships(story: Story, firsts: Mapping[str, tuple[date, str]]) -> None:
    """Let those that were prospects become active with their first engagement."""
    for region, row in rows():
        if row.name in firsts and not isinstance(row.since, str):
            day, title = firsts[row.name]
            reason = f"Ensimmäinen yhteinen toimeksianto: {title}"
            steward = steward_on(story, region, day)
            move(story, Turn(row.name, Stage.ACTIVE, day, reason, steward))


def end(story: Story, name: str, day: date, reason: str) -> None:
    """End the relationship with a partner on a day."""
    story.leave(name, day)
    move(story, Turn(name, Stage.ENDED, day, reason))


def hand_over(story: Story, region: str, day: date, steward: str) -> None:
    """Let another colleague look after the partners of a region from a day on."""
    at = story.soon(day)
    for number, row in enumerate(REGIONS[region], 1):
        came = story.known[row.name]
        if came < day and steward_on(story, region, came) != steward:
            minutes = timedelta(minutes=2 * number)
            assign_steward(story, row.name, steward, at + minutes, Day.of(day))


def move(story: Story, turn: Turn) -> None:
    """Move the relationship with a partner to another stage on a day."""
    name, stage, day = turn.name, turn.stage, Day.of(turn.day)
    story.tell(
        story.soon(turn.day),
        turn.by,
        name,
        f"{stage.value} on {day.text}",
        lambda cast, origin: cast.crm.move_partner_stage(
            cast[name], stage, day, turn.reason, origin=origin
        ),
    )


def _go_quiet(story: Story, quiet: Quiet) -> None:
    since = story.years.ago(PEERS_CLOSED)
    if quiet.since:
        since = story.years.after(quiet.since)
    back = story.years.after(quiet.back) if quiet.back else date.max
    story.quiet[quiet.name] = (since, back)
    if quiet.noticed:
        reason = WENT_QUIET if quiet.since else PEERS_ENDED
        day = working(since + NOTICED)
        move(story, Turn(quiet.name, Stage.DORMANT, day, reason, PETRI))
    if quiet.back:
        move(story, Turn(quiet.name, Stage.ACTIVE, back, REVIVED))
