"""The forms that projects and engagements share."""

from uuid import UUID

from crm.language import gettext as _
from crm.language import pgettext
from crm.log import Receipt
from crm.projections.participation.profile import ActivityInFull
from domain.activity import Days, check_days
from domain.day import Day
from web import words
from web.acting import Act
from web.activities.show import Thing
from web.checking import in_order
from web.form import Entered, Field, Form, Rule
from web.visit import Visit

PARTIES = "/search/parties?types=partner,unit,colleague"


def at_of(thing: Thing) -> str:
    """Return the address of an activity."""
    return f"{words.PATHS[thing.full.type]}/{thing.id}"


def key_of(thing: Thing) -> str:
    """Return where an activity is in the menu."""
    return words.PATHS[thing.full.type].lstrip("/")


def joining(visit: Visit, thing: Thing) -> Form:
    """The form for somebody who takes part."""
    return Form(
        title=_("Who takes part in %(title)s") % {"title": thing.title},
        fields=[
            Field(
                "party",
                _("Who"),
                "party",
                required=True,
                check_url=PARTIES,
                types="partner,unit,colleague",
            ),
            Field(
                "role",
                _("Role"),
                "choice",
                "partner",
                required=True,
                options=words.options(visit, "role"),
            ),
            Field(
                "from_on",
                pgettext("day", "From"),
                "day",
                help=_("Leave empty for as long as it lasts"),
                more=True,
            ),
            Field("until_on", _("Until"), "day", more=True),
        ],
        submit=_("Add"),
        cancel=at_of(thing),
        key=key_of(thing),
        rules=[in_order("from_on", "until_on"), _within(thing)],
    )


def days_of(activity: ActivityInFull) -> Days:
    """Return the first and the last day of an activity, as they are known."""
    starts, ends = activity.starts, activity.ends
    return Day(starts) if starts else None, Day(ends) if ends else None


def _within(thing: Thing) -> Rule:
    days = days_of(thing.full)
    return "from_on", lambda typed: check_days((typed.day("from_on"), typed.day("until_on")), days)


def join(visit: Visit, activity_id: UUID, typed: Entered) -> Receipt:
    """Let somebody take part."""
    return visit.crm.join_activity(
        activity_id,
        typed.needed_id("party"),
        typed.text("role"),
        typed.day("from_on"),
        typed.day("until_on"),
        origin=visit.origin(typed.command_id),
    )


def with_reason(title: str, lead: str, submit: str, thing: Thing, *fields: Field) -> Form:
    """A form that asks for a reason after other fields."""
    return Form(
        title=title % {"title": thing.title},
        lead=lead,
        fields=[*fields, Field("reason", _("Reason"), required=True)],
        submit=submit,
        cancel=at_of(thing),
        key=key_of(thing),
        version=thing.version,
    )


def themes(visit: Visit, chosen: list[str] | None = None) -> Field:
    """The themes that an activity is about; what it is about by now may be retired and stay."""
    now, options = words.chosen(visit, "theme", chosen or [])
    return Field("themes", _("Themes"), "choices", now, options=options)


JOINING = Act(joining, join)
