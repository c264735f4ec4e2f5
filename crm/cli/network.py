"""crm network"""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Any
from uuid import UUID

import click

from crm.access.restricted import Line, veiled, veiled_by_key
from crm.application import CRM
from crm.cli.acting import viewer
from crm.cli.filtering import question
from crm.cli.meant import meant
from crm.cli.output import say, several, table
from crm.clocks import today
from crm.language import gettext as _
from crm.network import between as two
from crm.network import changes as change
from crm.network import matrix as crossing
from crm.network import measures as measuring
from crm.network import party as one
from crm.network import path as chains
from crm.network.causes import causes
from crm.network.connections import connections, people_of
from crm.network.filters import Filters
from crm.network.strongest import strongest
from crm.network.summary import summary as total
from crm.projections.directory.questions import check_known, resolve
from domain.day import Day, check_order

DIMENSIONS = click.Choice(
    ["unit", "partner", "person", "kind", "sector", "region", "country", "theme", "year", "form"]
)


class HowMany(click.ParamType[int]):
    """How many to tell: a number from 1 on."""

    name = "number"

    def convert(self, value: Any, param: Any, ctx: Any) -> int:
        """Read the number."""
        if not str(value).isdecimal():
            self.fail(_("%(value)s is no number: write it as 20") % {"value": value}, param, ctx)
        if (number := int(value)) < 1:
            said = _("%(value)s would tell nothing: ask for 1 or more") % {"value": value}
            self.fail(said, param, ctx)
        return number


TOP = HowMany()


@click.group()
def network() -> None:
    """Ask who worked with whom on what.

    REF is an id, or an external identifier such as eu-pic:932760440. Every question takes the
    same filters, and --json answers in a shape that docs/network.md documents.
    """


@network.command(epilog="Example: crm network summary --on 2024-07-01 --json")
@question
def summary(crm: CRM, filters: Filters, *, json_: bool) -> None:
    """Totals of the network."""
    found = total(crm.database, filters, crm.position()).as_json()
    say(found) if json_ else table(["", ""], found.items())


@network.command(epilog="Example: crm network pairs --top 20 --theme fatherhood")
@click.option("--top", type=TOP, default=20, show_default=True, help="How many pairs.")
@question
def pairs(crm: CRM, filters: Filters, *, json_: bool, top: int) -> None:
    """The strongest pairs: most activities together."""
    found = strongest(crm.database, filters, crm.position(), top)
    if json_:
        say(meant(crm, [tie.as_json() for tie in found]))
    else:
        rows = [(tie.activities, tie.a.plain, tie.b.plain) for tie in found]
        table(["activities", "", ""], rows)


@network.command(epilog="Example: crm network party eu-pic:932760440 --json")
@click.argument("ref")
@click.option(
    "--top", type=TOP, default=20, show_default=True, help="How many of the strongest ties."
)
@question
def party(crm: CRM, filters: Filters, *, json_: bool, ref: str, top: int) -> None:
    """One party: its activities, partners, and strongest ties."""
    found = one.party(crm.database, _known(crm, filters, ref), filters)
    if json_:
        say(meant(crm, found.as_json(top)))
        return
    click.echo(
        f"{found.party.plain}: {several(found.activities, 'activity', 'activities')}, "
        f"{found.led} led, {several(len(found.ties), 'partner', 'partners')}"
    )
    table(["activities", ""], [(tie.activities, tie.party.plain) for tie in found.ties[:top]])


@network.command(epilog="Example: crm network between eu-pic:932760440 eu-pic:999984059")
@click.argument("ref")
@click.argument("other")
@question
def between(crm: CRM, filters: Filters, *, json_: bool, ref: str, other: str) -> None:
    """Two parties: everything together, newest first."""
    a, b = _known(crm, filters, ref), _known(crm, filters, other)
    found = two.between(crm.database, a, b, filters)
    found = replace(found, activities=_veiled(crm, found.activities))
    if json_:
        say(meant(crm, found.as_json()))
        return
    together = several(len(found.activities), "activity", "activities")
    click.echo(f"{found.a.plain} and {found.b.plain}: {together} together")
    rows = [(one.starts or "", one.form, _title(one.title)) for one in found.activities]
    table(["from", "", ""], rows)
    _say_more(crm, found, filters)


def _known(crm: CRM, filters: Filters, reference: str) -> UUID:
    """Return the party that a reference means. Raises NotFound, NotKnownYet."""
    found = resolve(crm.database, reference)
    check_known(crm.database, found, filters.clocks.known_at)
    return found


def _veiled(crm: CRM, rows: Sequence[Line]) -> list[Line]:
    """Return lines as whoever the command is given for may read them."""
    return veiled(crm.database, viewer(), rows)


def _title(title: str) -> str:
    return title or _("restricted")


def _say_more(crm: CRM, pair: two.Between, filters: Filters) -> None:
    """Tell who was involved, and how else two parties are connected."""
    people = people_of(crm.database, pair, filters)
    else_ = connections(crm.database, pair, filters, crm.position(), today())
    told = {
        "people": [one.party.plain for one in people],
        "both members of": [network.name for network in else_.networks],
        "both within": [else_.whole.name] if else_.whole else [],
    }
    for what, names in told.items():
        if names:
            click.echo(f"{what}: {', '.join(names)}")
    for chain in chains.veiled_chains(else_.chains, partial(_veiled, crm)):
        click.echo(f"besides: {_told(chain)}")


@network.command(epilog="Example: crm network matrix --rows unit --columns sector")
@click.option("--rows", type=DIMENSIONS, required=True)
@click.option("--columns", type=DIMENSIONS, required=True)
@question
def matrix(crm: CRM, filters: Filters, *, json_: bool, rows: str, columns: str) -> None:
    """Whom with whom: two ways to sort, crossed; cells count activities."""
    found = crossing.matrix(crm.database, filters, crm.position(), rows, columns, "en")
    if json_:
        say(meant(crm, found.as_json()))
        return
    lines = zip(found.rows, found.cells, strict=True)
    head = ["", *(name for _, name in found.columns)]
    table(head, [[name, *cells] for (_, name), cells in lines])


@network.command(epilog="Example: crm network path eu-pic:932760440 eu-pic:869529147")
@click.argument("ref")
@click.argument("other")
@click.option("--besides", is_flag=True, help="Leave out what the two did together.")
@question
def path(crm: CRM, filters: Filters, *, json_: bool, ref: str, other: str, besides: bool) -> None:
    """How two parties are connected: the shortest chains, strongest first."""
    ids = resolve(crm.database, ref), resolve(crm.database, other)
    found = chains.path(crm.database, *ids, filters, crm.position(), besides=besides)
    found = chains.veiled_chains(found, partial(_veiled, crm))
    if json_:
        say(meant(crm, [chain.as_json() for chain in found]))
        return
    for chain in found:
        click.echo(_told(chain))
    if not found:
        click.echo("They are not connected.")


def _told(chain: chains.Chain) -> str:
    through = [_title(hop.through.title) if hop.through else "?" for hop in chain.hops]
    hops = [f"({title}) → {hop.to.plain}" for title, hop in zip(through, chain.hops, strict=True)]
    return " → ".join([chain.start.plain, *hops])


@network.command(epilog="Example: crm network changes --from 2026-01-01 --to 2026-03-31")
@click.option("--top", type=TOP, default=20, show_default=True, help="How many ties of each kind.")
@question
def changes(crm: CRM, filters: Filters, *, json_: bool, top: int) -> None:
    """What changed from --from to --to, against as many days before: by default a quarter."""
    until_on = filters.clocks.until_on or today()
    from_on = filters.clocks.from_on or change.quarter_before(until_on)
    check_order(Day.of(from_on), Day.of(until_on))
    found = change.changes(crm.database, filters, crm.position(), from_on, until_on, top=top)
    if json_:
        say(meant(crm, found.as_json()))
        return
    for kind in change.KINDS:
        because = causes(crm.database, filters, found, found.ties[kind])
        because = veiled_by_key(because, partial(_veiled, crm))
        click.secho(f"{kind}: {found.counts[kind]}", bold=True)
        for tie in found.ties[kind]:
            titles = ", ".join(_title(cause.title) for cause in because[tie.tie.a.id, tie.tie.b.id])
            click.echo(
                f"  {tie.tie.a.plain} – {tie.tie.b.plain}: {tie.before} → {tie.now} ({titles})"
            )


@network.command("measures", epilog="Example: crm network measures --top 10")
@click.option("--top", type=TOP, default=50, show_default=True, help="How many parties.")
@question
def measures(crm: CRM, filters: Filters, *, json_: bool, top: int) -> None:
    """Who holds the network together: degree, bridges, groups."""
    found = measuring.measures(crm.database, filters, crm.position(), top)
    if json_:
        say(meant(crm, found.as_json()))
        return
    components = several(found.components, "component", "components")
    click.echo(f"{components}, {several(found.groups, 'group', 'groups')}")
    rows: list[tuple[Any, ...]] = [
        (measured.partners, measured.strength, measured.group, measured.party.plain)
        for measured in found.parties
    ]
    table(["partners", "strength", "group", ""], rows)
