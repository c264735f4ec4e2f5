"""A warning while a new name is typed: whom it means may be there already. It never blocks."""

from collections.abc import Iterable

from litestar import Response
from markupsafe import Markup

from crm.language import gettext as _
from web.rendering import html, macro

TYPED, SHOWN = 4, 3


def may_be_there(found: Iterable[tuple[str, str, str]]) -> Response[str]:
    """Say who was found like what is typed: the address, the name, and what tells them apart."""
    links = Markup(", ").join(
        Markup('<a href="{}">{}</a>{}').format(url, name, f" ({about})" if about else "")
        for url, name, about in found
    )
    if not links:
        return html("")
    text = Markup("{}: {}").format(_("May be there already"), links)
    return html(macro("layout/components.html", "notice", "warn", text))
