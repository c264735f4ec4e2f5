"""Home: what is one's own, and the network at a glance."""

from litestar import Controller, get
from litestar.di import NamedDependency

from crm.access import Right
from crm.language import gettext as _
from crm.projections.directory import listing
from web.access import needs
from web.acting import Answer
from web.home.glance import glance
from web.home.mine import mine
from web.visit import Visit


class HomeController(Controller):
    """The first page."""

    path = "/"
    opt = needs(Right.SEE)

    @get(sync_to_thread=True, opt={"guests": True})
    def show(self, visit: NamedDependency[Visit]) -> Answer:
        """What is the viewer's own and the network at a glance; without one, what to do first.

        A guest sees their one project instead.
        """
        if visit.viewer.project_id:
            return visit.go(visit.url(f"/projects/{visit.viewer.project_id}"))
        if visit.position == 0 or not listing.count(
            visit.crm.database, listing.Wanted(type="partner", clocks=visit.clocks)
        ):
            steps = [
                (_("Open your units"), "/units/new"),
                (_("Register a partner, or import a list"), "/imports"),
                (_("Log what you did together"), "/engagements/new"),
            ]
            return visit.page("home/first.html", "home", steps=steps)
        return visit.page("home/index.html", "home", glance=glance(visit), mine=mine(visit))
