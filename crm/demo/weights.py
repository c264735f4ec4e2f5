"""What the years look like: seasons, growth, a theme that rises and one that fades, regions."""

from collections.abc import Iterator
from datetime import date, timedelta

from crm.demo.story import Story
from crm.demo.units import OSTROBOTHNIA, PEERS, UNIT_OF
from crm.demo.years import JULY, is_day_off, is_free

MONTHS = (0.6, 1.0, 1.3, 1.2, 1.1, 0.5, 0.06, 0.5, 1.3, 1.5, 1.5, 0.5)
GROWTH = 1.2
BOOKED_AHEAD = 0.8
SETTLING_IN = timedelta(days=22)
SOON = timedelta(days=42)

# A theme's weight at the start of the story, and at its end.
THEMES = {
    "fatherhood": (0.5, 5.2),
    "divorce_support": (1.3, 1.5),
    "violence": (1.4, 1.6),
    "peer_activities": (3.6, -3.0),
    "working_with_men": (1.1, 1.1),
    "male_customers": (1.6, 1.8),
    "male_psychology": (0.5, 0.6),
}
REGIONS = {
    "fatherhood": {
        "north": 5,
        "ostrobothnia": 6,
        "uusimaa": 3,
        "turku": 1,
        "tampere": 1,
        "savo": 1,
    },
    "divorce_support": {"tampere": 8, "uusimaa": 2, "turku": 1},
    "violence": {"turku": 8, "uusimaa": 2, "north": 1},
    "peer_activities": {"savo": 9, "uusimaa": 1},
    "working_with_men": {"uusimaa": 6, "tampere": 1, "turku": 1, "north": 1},
    "male_customers": {"uusimaa": 7, "ostrobothnia": 2, "tampere": 1},
    "male_psychology": {"uusimaa": 2, "tampere": 2, "turku": 1},
}


def days(story: Story, count: int) -> Iterator[date]:
    """Give working days, as dense as the season and the growth of the work make them."""
    first, last = story.years.start + SETTLING_IN, story.years.until + SOON
    calendar = [first + timedelta(days=number) for number in range((last - first).days)]
    density = [_density(story, day) for day in calendar]
    passed, step = 0.0, sum(density) / count
    for day, dense in zip(calendar, density, strict=True):
        before, passed = passed, passed + dense
        for _ in range(round(passed / step) - round(before / step)):
            yield day


def theme_on(story: Story, day: date) -> str:
    """Choose a theme as its time was."""
    share = story.years.share(day)
    open_ = {theme: _between(*ends, share) for theme, ends in THEMES.items()}
    if not story.is_there(PEERS, day):
        del open_["peer_activities"]
    return story.chance.choices(list(open_), list(open_.values()))[0]


def region_on(story: Story, theme: str, day: date) -> str:
    """Choose a region that worked on a theme."""
    regions: dict[str, float] = dict(REGIONS[theme])
    if not story.is_there(OSTROBOTHNIA, day):
        regions.pop("ostrobothnia", None)
    return story.chance.choices(list(regions), list(regions.values()))[0]


def unit_on(story: Story, theme: str, region: str, day: date) -> str:
    """Return the unit that leads work on a theme in a region."""
    if region == "ostrobothnia" and story.is_there(OSTROBOTHNIA, day):
        return OSTROBOTHNIA
    return UNIT_OF[theme]


def _density(story: Story, day: date) -> float:
    if is_day_off(day) or (is_free(day) and day.month != JULY):
        return 0
    ahead = BOOKED_AHEAD if day >= story.years.until else 1
    return MONTHS[day.month - 1] * (1 + GROWTH * story.years.share(day)) * ahead


def _between(start: float, end: float, share: float) -> float:
    return max(0.1, start + (end - start) * share)
