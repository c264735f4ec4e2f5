"""The form of an erasure, and what stands on a profile for who may erase."""

from uuid import UUID

from crm.erasing import Preview, check_there, preview
from crm.erasing import erase as erase_person
from crm.language import gettext as _
from crm.language import ngettext
from crm.language.fields import field_name
from crm.log import Receipt
from web import words
from web.form import Entered, Field, Form
from web.profiles.naming import named
from web.visit import Visit


def erasing(visit: Visit, person_id: UUID, kind: str) -> Form:
    """Say what goes and what stays, and ask whether that is meant.

    Raises NotFound where somebody isn't of a kind, and what `preview` does.
    """
    check_there(visit.crm, person_id, kind)
    found, path = preview(visit.crm, person_id, visit.today), words.PATHS
    name = named(visit, [person_id])[person_id].name
    return Form(
        title=_("Erase %(name)s") % {"name": name},
        fields=[Field("sure", _("I know that nobody can bring this back"), "tick", required=True)],
        submit=_("Erase for good"),
        cancel=f"{path[found.type]}/{person_id}",
        key=path[found.type].lstrip("/"),
        lead=_("For somebody who asks to be forgotten, or whose data are needed no longer."),
        page="personal_data/erasure.html",
        more={"gone": _gone(found), "versions": found.versions, "kept": _kept(found)},
    )


def erase(visit: Visit, person_id: UUID, typed: Entered) -> Receipt:
    """Erase somebody."""
    origin = visit.origin(typed.command_id)
    return erase_person(visit.crm, person_id, visit.today, origin=origin)


def acts(at: str) -> list[tuple[str, str]]:
    """Return what can be done with somebody's data, with the addresses."""
    return [(_("Everything held of them"), f"{at}/copy"), (_("Erase"), f"{at}/erasure")]


def _gone(found: Preview) -> list[str]:
    gone = [field_name(name) for name in found.fields]
    if found.accounts:
        account = ngettext(
            "%(n)d account, and all they sign in with",
            "%(n)d accounts, and all they sign in with",
            found.accounts,
        )
        gone.append(account % {"n": found.accounts})
    return gone


def _kept(found: Preview) -> list[str]:
    if found.type == "colleague":
        activities = ngettext("%(n)d activity", "%(n)d activities", found.activities)
        return [activities % {"n": found.activities}, _("In which units they worked, and as what")]
    return [
        ngettext("%(n)d place of work", "%(n)d places of work", found.positions)
        % {"n": found.positions},
        ngettext("%(n)d consent", "%(n)d consents", found.consents) % {"n": found.consents},
        ngettext("%(n)d engagement", "%(n)d engagements", found.engagements)
        % {"n": found.engagements},
    ]
