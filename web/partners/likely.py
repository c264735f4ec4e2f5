"""A warning while a new partner's name is typed: it may be there already. It never blocks."""

from litestar import Response
from markupsafe import Markup

from crm.finding import find
from crm.language import gettext as _
from web.rendering import html, macro
from web.visit import Visit

TYPED = 4


def likely_fragment(visit: Visit) -> Response[str]:
    """Say which partners have or had a name like the one being typed."""
    name = visit.one("name")
    if len(name) < TYPED:
        return html("")
    found = find(visit.crm.database, name, types=("partner",), limit=3)
    if not found:
        return html("")
    links = Markup(", ").join(
        Markup('<a href="/partners/{}">{}</a>').format(one.subject, one.name) for one in found
    )
    text = Markup("{}: {}").format(_("May be there already"), links)
    return html(macro("layout/components.html", "notice", "warn", text))
