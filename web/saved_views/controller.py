"""Saved views: keeping a list under a name, renaming it, removing it."""

from uuid import UUID, uuid4

from litestar import Controller, get, post
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromPath

from crm.access import Right
from crm.saved_views.keeping import remove, rename, save, view_of
from web.access import any_of, needs
from web.acting import Answer, Page
from web.form import Entered, attempt, show
from web.rendering import with_query
from web.saved_views.forms import KEY, renaming, saving
from web.saved_views.lists import LISTS, Listed, asked_of
from web.saved_views.menu import lines
from web.visit import Visit

# Whose view it is, each question asks itself: another's isn't there.
MINE = any_of("view_id")


class SavedViewsController(Controller):
    """Pages about the viewer's own views of lists."""

    path = "/saved-views"
    opt = needs(Right.SEE)

    @get(sync_to_thread=True)
    def index(self, visit: NamedDependency[Visit]) -> Page:
        """All that I keep."""
        return visit.page("saved_views/index.html", KEY, lines=lines(visit))

    @get("/new", sync_to_thread=True)
    def new(self, visit: NamedDependency[Visit]) -> Page:
        """The form for the name of a list that I look at."""
        path, listed = _list(visit)
        return show(visit, saving(listed, with_query(path, asked_of(listed, visit.query))))

    @post("/new", sync_to_thread=True)
    def create(self, visit: NamedDependency[Visit], entered: NamedDependency[Entered]) -> Answer:
        """Keep it, and go back to it."""
        path, listed = _list(visit)
        asked = asked_of(listed, visit.query)

        def act(typed: Entered) -> Answer:
            what = typed.command_id or uuid4(), typed.text("name"), path, asked
            save(visit.crm.database, visit.viewer.account_id, *what)
            return visit.go(with_query(path, {**asked, "saved": 1}))

        return attempt(visit, entered, lambda: saving(listed, with_query(path, asked)), act)

    @get("/{view_id:uuid}/name", sync_to_thread=True, opt=MINE)
    def show_name(self, visit: NamedDependency[Visit], view_id: FromPath[UUID]) -> Page:
        """The form for another name."""
        return show(visit, renaming(view_of(visit.crm.database, visit.viewer.account_id, view_id)))

    @post("/{view_id:uuid}/name", sync_to_thread=True, opt=MINE)
    def take_name(
        self,
        visit: NamedDependency[Visit],
        entered: NamedDependency[Entered],
        view_id: FromPath[UUID],
    ) -> Answer:
        """Call it otherwise."""
        mine = visit.crm.database, visit.viewer.account_id, view_id
        view = view_of(*mine)

        def act(typed: Entered) -> Answer:
            rename(*mine, typed.text("name"))
            return visit.go("/saved-views?saved=1")

        return attempt(visit, entered, lambda: renaming(view), act)

    @post("/{view_id:uuid}/removal", sync_to_thread=True, opt=MINE)
    def drop(self, visit: NamedDependency[Visit], view_id: FromPath[UUID]) -> Answer:
        """Keep it no longer."""
        remove(visit.crm.database, visit.viewer.account_id, view_id)
        return visit.go("/saved-views?saved=1")


def _list(visit: Visit) -> tuple[str, Listed]:
    """Return the list of ours that is to be kept; 404 for anything else."""
    path = visit.one("of")
    if listed := LISTS.get(path):
        return path, listed
    raise NotFoundException
