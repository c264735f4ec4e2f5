"""The filters of every question about the network, as options."""

from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime
from functools import wraps
from typing import Any
from uuid import UUID

import click

from crm.access.restricted import restricted
from crm.application import CRM
from crm.cli.acting import viewer
from crm.cli.output import as_json
from crm.clocks import HOME, Clocks, end_of
from crm.language import gettext as _
from crm.network.filters import Filters
from crm.opening import opened
from crm.projections.directory.questions import resolve as resolve_party
from crm.projections.participation.questions import resolve as resolve_activity
from crm.settings import Settings
from domain.day import Day, check_order
from domain.engagement import Form
from domain.refusal import NotFound
from domain.vocabulary import UnknownTerm


class DayOption(click.ParamType[date]):
    """A day, as 2026-03-31."""

    name = "day"

    def convert(self, value: Any, param: Any, ctx: Any) -> date:
        """Read the day."""
        try:
            return value if isinstance(value, date) else date.fromisoformat(value)
        except ValueError:
            said = _("%(value)s is no day: write it as 2026-03-31") % {"value": value}
            self.fail(said, param, ctx)


class InstantOption(click.ParamType[datetime]):
    """A day, meaning its end, or an instant, as 2026-04-30T12:00; in Finland if it doesn't say."""

    name = "day or instant"

    def convert(self, value: Any, param: Any, ctx: Any) -> datetime:
        """Read the instant."""
        with suppress(ValueError):
            return end_of(date.fromisoformat(value))
        try:
            instant = datetime.fromisoformat(value)
            # At the ends of time there are instants that have no day in Finland.
            return instant.astimezone(HOME) if instant.tzinfo else instant.replace(tzinfo=HOME)
        except (ValueError, OverflowError):
            said = _("%(value)s is no day or instant: write it as 2026-04-30") % {"value": value}
            self.fail(said, param, ctx)


DAY, INSTANT = DayOption(), InstantOption()
FORM = click.Choice(["project", *(form.value for form in Form)])
VOCABULARIES = {"roles": "role", "themes": "theme", "sectors": "sector", "kinds": "kind"}

OPTIONS = [
    click.option("--on", type=DAY, help="What was going on that day."),
    click.option("--from", "from_on", type=DAY, help="What goes on from a day on."),
    click.option("--to", "until_on", type=DAY, help="All that was done up to a day."),
    click.option("--known-at", type=INSTANT, help="As it was known on a day."),
    click.option("--role", "roles", multiple=True, help="Only these roles."),
    click.option("--theme", "themes", multiple=True, help="Only activities on these themes."),
    click.option("--sector", "sectors", multiple=True, help="Only partners of these sectors."),
    click.option("--form", "forms", type=FORM, multiple=True, help="Only these forms."),
    click.option("--kind", "kinds", multiple=True, help="Only partners of these kinds."),
    click.option("--unit", "units", multiple=True, help="Only activities of these units (REF)."),
    click.option("--project", "projects", multiple=True, help="Only these projects (REF)."),
    click.option("--stayed", is_flag=True, help="Leave out who left before the end."),
]


def question(ask: Callable[..., None]) -> Callable[..., None]:
    """Give a question its filters, --json, and the installation opened."""

    @wraps(ask)
    def asked(settings: Settings, **options: Any) -> None:
        with opened(settings) as crm:
            filters = _filters(crm, options)
            ask(crm, filters, **options)

    command: Callable[..., None] = click.pass_obj(asked)
    for option in reversed([*OPTIONS, as_json]):
        command = option(command)
    return command


def _carriers(crm: CRM, vocabulary: str, codes: tuple[str, ...]) -> tuple[str, ...]:
    """Return what is found by some codes that the vocabulary holds, or once held.

    Raises UnknownTerm.
    """
    if not codes:
        return ()
    known = crm.meanings(vocabulary)
    for code in codes:
        if code not in known.by_code:
            raise UnknownTerm(vocabulary, code)
    return known.carriers(codes)


def _activity(crm: CRM, reference: str) -> UUID:
    """Return the activity that a reference means. What is restricted isn't there: NotFound."""
    found = resolve_activity(crm.database, reference)
    if restricted(crm.database, viewer(), [found]):
        raise NotFound("activity", reference)
    return found


def _filters(crm: CRM, options: dict[str, Any]) -> Filters:
    """Take the filters out of the options."""
    clocks = Clocks(*(options.pop(name) for name in ("on", "from_on", "until_on", "known_at")))
    if clocks.from_on and clocks.until_on:
        check_order(Day.of(clocks.from_on), Day.of(clocks.until_on))
    words = {name: options.pop(name) for name in ("roles", "themes", "sectors", "forms", "kinds")}
    for name, vocabulary in VOCABULARIES.items():
        words[name] = _carriers(crm, vocabulary, words[name])
    units = tuple(resolve_party(crm.database, ref) for ref in options.pop("units"))
    projects = tuple(_activity(crm, ref) for ref in options.pop("projects"))
    return Filters(clocks, units=units, projects=projects, stayed=options.pop("stayed"), **words)
