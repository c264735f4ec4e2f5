"""Registering the partners, and who looks after them."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from crm.demo.colleagues import AINO, JOONAS, KALLE, LINNEA, MARKUS, SANNA, TUOMAS, VEIKKO
from crm.demo.regions import REGIONS, Row
from crm.demo.story import Story
from crm.demo.years import working
from domain.day import Day
from domain.identifier import BUSINESS_ID, WrongCheckDigit, business_id
from domain.partner import Description, Stage

STEWARDS = {
    "uusimaa": (AINO,),
    "turku": (KALLE,),
    "tampere": (SANNA,),
    "ostrobothnia": (LINNEA, MARKUS),
    "savo": (VEIKKO, TUOMAS),
    "north": (JOONAS,),
}
INVENTED = {"association", "school", "university", "company", "funder", "other"}
MINUTE = timedelta(minutes=1)


def rows() -> Iterator[tuple[str, Row]]:
    """Give every partner with its region."""
    return ((region, row) for region, listed in REGIONS.items() for row in listed)


def register_partners(story: Story) -> None:
    """Register those of old in the first days, the others as they came; each has a steward."""
    for number, (region, row) in enumerate(rows()):
        came = working(_came(story, row))
        at = story.office(came)
        story.known[row.name] = came
        _register(story, row, at, number)
        steward = steward_on(story, region, came)
        assign_steward(story, row.name, steward, at + MINUTE, Day.of(came))


def steward_on(story: Story, region: str, day: date) -> str:
    """Return who looks after the partners of a region on a day."""
    known, gone = story.known, story.gone
    stewards = STEWARDS[region]
    return next(name for name in stewards if known[name] < day < gone.get(name, date.max))


def assign_steward(story: Story, name: str, steward: str, at: datetime, on: Day) -> None:
    """Let a colleague look after a partner from a day on."""
    story.tell(
        at,
        AINO,
        name,
        f"steward {steward}",
        lambda cast, origin: cast.crm.assign_steward(cast[name], cast[steward], on, origin=origin),
    )


def _came(story: Story, row: Row) -> date:
    if isinstance(row.since, float):
        return story.years.after(row.since)
    if isinstance(row.since, tuple):
        return story.years.ago(row.since) + timedelta(days=8)
    return story.years.start + timedelta(days=story.chance.randint(1, 11))


def _register(story: Story, row: Row, at: datetime, number: int) -> None:
    since = _since(story, row, number)
    stage = Stage.ACTIVE if isinstance(row.since, str) else Stage.PROSPECT
    identified_by = {BUSINESS_ID: invented_business_id(number)} if row.kind in INVENTED else None
    story.tell(
        at,
        AINO,
        row.name,
        "registered",
        lambda cast, origin: cast.crm.register_partner(
            row.name,
            _description(row),
            identified_by=identified_by,
            stage=stage,
            since_on=since,
            origin=origin,
        ),
    )


def _since(story: Story, row: Row, number: int) -> Day:
    """Of those that came within the story, every third is known to the month only."""
    came = Day.of(story.known[row.name])
    if isinstance(row.since, float):
        return came if number % 3 else Day(came.text[:7])
    since = story.day_of(row.since)
    return since if since.last < came.first else came


def _description(row: Row) -> Description:
    sectors, languages = tuple(row.sectors.split()), tuple(row.languages.split())
    return Description(row.kind, sectors, row.place, "FI", languages)


def invented_business_id(number: int) -> str:
    """Return a valid business id from the range beginning with 9, which nobody holds."""
    digits = 9_000_000 + 7_919 * number
    while True:
        for check in range(10):
            try:
                return business_id(f"{digits}{check}")
            except WrongCheckDigit:
                continue
        digits += 1
