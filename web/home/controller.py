"""Home: the network at a glance, for leadership."""

from litestar import Controller, get
from litestar.di import NamedDependency

from crm.language import gettext as _
from crm.projections.directory import listing
from web.acting import Page
from web.home.glance import glance
from web.visit import Visit


class HomeController(Controller):
    """The first page."""

    path = "/"

    @get(sync_to_thread=True)
    def show(self, visit: NamedDependency[Visit]) -> Page:
        """The network at a glance; where there is none yet, what to do first."""
        if visit.position == 0 or not listing.count(
            visit.crm.database, listing.Wanted(type="partner", clocks=visit.clocks)
        ):
            steps = [
                (_("Open your units"), "/units/new"),
                (_("Register a partner, or import a list"), "/imports"),
                (_("Log what you did together"), "/engagements/new"),
            ]
            return visit.page("home/first.html", "home", steps=steps)
        return visit.page("home/index.html", "home", glance=glance(visit))
