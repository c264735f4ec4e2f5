"""One entry of the log: what happened, when, by whom, and what it stands for."""

from litestar import Controller, get
from litestar.di import NamedDependency
from litestar.params import FromPath

from crm.access import Right
from crm.access.restricted import is_sensitive
from crm.audit import ENGAGEMENT, note_reading
from crm.log import Entry
from crm.log.upcasts import upcast
from domain.refusal import NotFound
from web.access import needs
from web.acting import Page
from web.history.telling import told_at_all
from web.history.undoable import undos
from web.profiles.history import history_lines, told_of
from web.profiles.naming import named
from web.restricting import restricted
from web.visit import Visit


class HistoryController(Controller):
    """Pages of entries."""

    path = "/history"
    opt = needs(Right.SEE)

    @get("/{position:int}", sync_to_thread=True)
    def show(self, visit: NamedDependency[Visit], position: FromPath[int]) -> Page:
        """One entry, as it lies in the log."""
        found = visit.crm.entries([position]) if 0 < position < 2**62 else []
        if not found or not _is_shown(visit, found[0]):
            raise NotFound("entry", str(position))
        entry = found[0]
        subject = entry.originator_id
        known = named(visit, [subject]).get(subject)
        at = (known.name, visit.url(known.path)) if known else None
        [line] = history_lines(visit, found)
        # What an older program wrote is told as this one would: without the names of colleagues.
        data = upcast(entry.topic, entry.state)[1].decode()
        [undo] = undos(visit, found)
        return visit.page(
            "history/show.html",
            known.path.split("/")[1] if known else "",
            line=line,
            undo=undo,
            entry=entry,
            about=at,
            data=data,
        )


def _is_shown(visit: Visit, entry: Entry) -> bool:
    """Say whether the viewer may read an entry.

    Reading one of something sensitive is written down.
    """
    database = visit.crm.database
    if not told_at_all(visit, [entry]):
        return False
    for about in told_of(entry):
        if is_sensitive(database, about):
            if restricted(visit, [about]):
                return False
            note_reading(database, visit.viewer.account_id, ENGAGEMENT, str(about))
    return True
