"""Partners: the list, the profile, and what can be said about one."""

from typing import ClassVar

from litestar import get
from litestar.di import NamedDependency

from crm.access import Right
from crm.projections.directory.questions import Party
from web.access import needs
from web.acting import Page
from web.partners.acts import ACTS, register
from web.partners.forms import registering
from web.partners.likely import likely_fragment
from web.partners.listing import partners_page
from web.partners.show import partner_page
from web.profiles.controller import PartiesController
from web.subjects import Subject
from web.visit import Visit


class PartnersController(PartiesController):
    """Pages of partners."""

    path = "/partners"
    opt = needs(Right.PARTNERS)
    subject: ClassVar[Subject] = Subject(
        type="partner",
        key="partners",
        index=partners_page,
        creating=registering,
        create=register,
        acts=ACTS,
    )

    def profile(self, visit: Visit, thing: Party) -> Page:
        """Show what is known of one."""
        return partner_page(visit, thing)

    @get("/likely", sync_to_thread=True)
    def likely(self, visit: NamedDependency[Visit]) -> Page:
        """Partners that a name being typed may already be."""
        return likely_fragment(visit)
