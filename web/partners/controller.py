"""Partners: the list, the profile, and what can be said about one."""

from typing import ClassVar

from litestar import get
from litestar.di import NamedDependency

from web.acting import Page
from web.partners.acts import ACTS, register
from web.partners.forms import registering
from web.partners.likely import likely_fragment
from web.partners.listing import partners_page
from web.partners.show import partner_page
from web.profiles.controller import Pages, PartiesController
from web.visit import Visit


class PartnersController(PartiesController):
    """Pages of partners."""

    path = "/partners"
    pages: ClassVar[Pages] = Pages(
        type="partner",
        key="partners",
        index=partners_page,
        show=partner_page,
        creating=registering,
        create=register,
        acts=ACTS,
    )

    @get("/likely", sync_to_thread=True)
    def likely(self, visit: NamedDependency[Visit]) -> Page:
        """Partners that a name being typed may already be."""
        return likely_fragment(visit)
