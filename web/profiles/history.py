"""The history of somebody or something: every event in words, with its two days and its source."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from litestar import Response

from crm import vault
from crm.clocks import HOME, NotKnownYet
from crm.language import days
from crm.language import gettext as _
from crm.language.fields import field_name
from crm.log import Entry
from crm.projections.history import concerning
from domain.colleague import Colleague
from domain.day import Day
from domain.engagement import Engagement
from domain.network import Network
from domain.partner import Partner
from domain.project import Project
from domain.refusal import NotFound
from domain.unit import Unit
from web.history.events import fields_of, said, sources
from web.history.telling import came_to, told_at_all
from web.history.titles import title_of
from web.history.undoable import undos
from web.profiles.naming import called, named
from web.profiles.worked import tabs_beside
from web.restricting import restricted
from web.visit import Visit, as_id

SHOWN = 100
WITHDRAWALS = tuple(
    kind.Withdrawn for kind in (Partner, Unit, Colleague, Network, Project, Engagement)
)


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One entry of the log, in words; what is restricted has no address, and only its days."""

    title: str
    about: str
    details: list[tuple[str, str]]
    day: str
    recorded: str
    actor: str
    source: str
    url: str
    import_url: str | None


def history_page(
    visit: Visit,
    subject_id: UUID,
    kind: str,
    key: str,
    acts: Callable[[], list[tuple[str, str]]] = list,
) -> Response[str]:
    """Show every event about a party or an activity, newest first, also of a withdrawn one.

    What the viewer isn't told of at all has no line. `acts` says what can still be done with one
    that was withdrawn. Raises NotFound, NotKnownYet where nothing was known of it.
    """
    offset = (visit.page_number - 1) * SHOWN
    positions = concerning(
        visit.crm.database, subject_id, visit.clocks.known_at, limit=SHOWN + 1, offset=offset
    )
    entries = told_at_all(visit, visit.crm.entries(positions[:SHOWN]))
    more = visit.here(page=visit.page_number + 1) if len(positions) > SHOWN else None
    found = named(visit, [subject_id]).get(subject_id)
    if found and not positions and (known_at := visit.clocks.known_at):
        raise NotKnownYet(kind, str(subject_id), known_at)
    if not found or found.type != kind or not positions:
        raise NotFound(kind, str(subject_id))
    withdrawn = any(_is_withdrawal(entry, subject_id) for entry in entries)
    return visit.page(
        "profiles/history.html",
        key,
        name=found.name,
        lines=list(zip(history_lines(visit, entries), undos(visit, entries), strict=True)),
        more_url=more,
        at=visit.url(found.path),
        tab_list=[] if withdrawn else tabs_beside(visit, kind, subject_id, "history"),
        withdrawn=withdrawn,
        acts=acts() if withdrawn else [],
    )


def _is_withdrawal(entry: Entry, subject_id: UUID) -> bool:
    return entry.originator_id == subject_id and isinstance(entry.event, WITHDRAWALS)


@dataclass(frozen=True, slots=True)
class Recorded:
    """When an entry was recorded, by whom, and where it is told in full."""

    at: str
    by: str
    url: str


def recorded(visit: Visit, entries: list[Entry]) -> list[Recorded]:
    """Tell where entries of the log come from."""
    names = called(visit, _actors(entries))
    return [_recorded(visit, entry, names) for entry in entries]


def _recorded(visit: Visit, entry: Entry, names: dict[UUID, str]) -> Recorded:
    actor, local = entry.metadata["actor"], entry.recorded_at.astimezone(HOME)
    actor_id = as_id(actor)
    return Recorded(
        at=f"{days.date_written(local.date(), visit.language)} {local:%H:%M}",
        by=names.get(actor_id, actor) if actor_id else _of_nobody(actor),
        url=visit.url(f"/history/{entry.position}"),
    )


def _of_nobody(actor: str) -> str:
    """Return what somebody is called who is none of the colleagues."""
    return _("the program") if actor == "system" else actor


def _actors(entries: list[Entry]) -> set[UUID]:
    return {found for entry in entries if (found := as_id(entry.metadata["actor"]))}


def history_lines(visit: Visit, entries: list[Entry]) -> list[HistoryLine]:
    """Tell entries of the log."""
    mentioned = [value for entry in entries for value in said(entry).values()]
    ids = {value for value in mentioned if isinstance(value, UUID)} | _actors(entries)
    ids |= {entry.originator_id for entry in entries}
    names = called(visit, ids)
    hidden = restricted(visit, {one for entry in entries for one in told_of(entry)})
    kept = vault.said_at(visit.crm.database, [one.position for one in entries if _is_ours(one)])
    return [
        _veiled(visit, entry) if hidden & told_of(entry) else _line(visit, entry, names, kept)
        for entry in entries
    ]


def told_of(entry: Entry) -> set[UUID]:
    """Return whose secret an entry may tell: what it is about, and where somebody took part."""
    engagement = came_to(entry)
    return {entry.originator_id, engagement} if engagement else {entry.originator_id}


def _veiled(visit: Visit, entry: Entry) -> HistoryLine:
    at, day = _recorded(visit, entry, {}).at, _valid_day(visit, entry)
    return HistoryLine(_("restricted"), "", [], day, at, "", "", "", None)


def _is_ours(entry: Entry) -> bool:
    """Say whether whoever reads an entry may read what the vault says with it: of colleagues."""
    return entry.topic.startswith("crm.colleague.")


def _line(
    visit: Visit, entry: Entry, names: dict[UUID, str], kept: dict[int, dict[str, str]]
) -> HistoryLine:
    known = _recorded(visit, entry, names)
    held = [(field_name(one), value) for one, value in kept.get(entry.position, {}).items()]
    return HistoryLine(
        title=title_of(entry),
        about=names.get(entry.originator_id, ""),
        details=held + fields_of(visit, entry, names),
        day=_valid_day(visit, entry),
        recorded=known.at,
        actor=known.by,
        source=sources().get(entry.metadata["source"], entry.metadata["source"]),
        url=known.url,
        import_url=_import_url(visit, entry),
    )


def _import_url(visit: Visit, entry: Entry) -> str | None:
    """Return where the import that an entry came by is told of, and can be taken back."""
    run = entry.metadata.get("correlation_id")
    return visit.url(f"/imports/{run}") if run and entry.metadata["source"] == "import" else None


def _valid_day(visit: Visit, entry: Entry) -> str:
    for name, value in vars(entry.event).items():
        if name.endswith("_on") and isinstance(value, Day):
            return visit.written(value.text)
    return ""
