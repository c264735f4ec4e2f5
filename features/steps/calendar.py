"""Days: the one it is, and how others are read and written."""

from datetime import date, datetime, time
from functools import cache

import pytest
from pytest_bdd import given, parsers

from crm.clocks import HOME
from crm.log import Origin
from domain.day import Day
from features.site import Site


@cache
def on(text: str) -> date:
    """Read a day of a scenario: '12 March 2026'."""
    return datetime.strptime(text, "%d %B %Y").replace(tzinfo=HOME).date()


def day(text: str) -> Day:
    """Return a day of a scenario as commands take it."""
    return Day.of(on(text))


def shown(text: str) -> str:
    """Write a day of a scenario as English pages do: '12 Mar 2026'."""
    found = on(text)
    return f"{found.day} {found:%b} {found.year}"


@pytest.fixture
def origin(site: Site) -> "Now":
    """Give each command of a scenario the day that it is there."""
    return Now(site)


class Now:
    """Makes origins, each for one command, at noon of the day it is."""

    def __init__(self, site: Site) -> None:
        self.site = site

    def __call__(self, actor: str = "Aino") -> Origin:
        """Say that a colleague does something now."""
        return Origin(actor, recorded_at=datetime.combine(self.site.today, time(12), HOME))


@given(parsers.parse("today is {today}"))
def today_is(site: Site, today: str) -> None:
    site.today = on(today)
