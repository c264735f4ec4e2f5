"""One entry of the log: what happened, when, by whom, and what it stands for."""

from litestar import Controller, get
from litestar.di import NamedDependency
from litestar.params import FromPath

from crm.projections.directory import questions as directory
from crm.projections.participation import questions as participation
from domain.refusal import NotFound
from web import words
from web.acting import Page
from web.profiles.history import history_lines
from web.visit import Visit


class HistoryController(Controller):
    """Pages of entries."""

    path = "/history"

    @get("/{position:int}", sync_to_thread=True)
    def show(self, visit: NamedDependency[Visit], position: FromPath[int]) -> Page:
        """One entry, as it lies in the log."""
        found = visit.crm.entries([position]) if 0 < position < 2**62 else []
        if not found:
            raise NotFound("entry", str(position))
        entry = found[0]
        subject = entry.originator_id
        parties = directory.names(visit.crm.database, [subject])
        activities = participation.current_activities(visit.crm.database, [subject])
        at = None
        if party := parties.get(subject):
            at = (party.name, visit.url(f"{words.PATHS[party.type]}/{subject}"))
        elif activity := activities.get(subject):
            at = (activity.title, visit.url(f"{words.PATHS[activity.type]}/{subject}"))
        [line] = history_lines(visit, found)
        data = entry.state.decode()
        return visit.page("history/show.html", line=line, entry=entry, about=at, data=data)
