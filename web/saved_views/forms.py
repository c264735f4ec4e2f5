"""The forms about saved views: one name each."""

from crm.language import gettext as _
from crm.saved_views.keeping import SavedView
from web.form import Field, Form
from web.saved_views.lists import Listed

KEY = "saved-views"


def saving(listed: Listed, back: str) -> Form:
    """Return the form that keeps a list under a name."""
    lead = _("“%(list)s” with the filters, the search and the order that you see there now.")
    return Form(
        title=_("Save this view"),
        lead=lead % {"list": listed.label()},
        fields=[_name("", _("It stands in the menu under this name."))],
        submit=_("Save"),
        cancel=back,
        key=KEY,
    )


def renaming(view: SavedView) -> Form:
    """Return the form that calls a saved view otherwise."""
    return Form(
        title=_("Rename"),
        fields=[_name(view.name)],
        submit=_("Save"),
        cancel="/saved-views",
        key=KEY,
    )


def _name(value: str, told: str | None = None) -> Field:
    return Field("name", _("Name"), value=value, required=True, help=told)
