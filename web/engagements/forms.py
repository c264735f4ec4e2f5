"""The forms of engagements."""

from dataclasses import asdict, replace
from uuid import UUID

from crm.activities import TakesPart
from crm.language import gettext as _
from crm.log import Receipt
from crm.projections.directory import listing as parties
from crm.projections.directory import questions as directory
from domain.day import Day
from web import words
from web.acting import Act, how
from web.activities.forms import JOINING, PARTIES, at_of, themes, with_reason
from web.activities.show import Thing
from web.checking import in_order
from web.contacts.came import SAYING_WHO_CAME
from web.engagements import describing
from web.engagements.counting import attendance, people
from web.engagements.describing import forms, outlined, setting
from web.form import Entered, Field, Form
from web.visit import Visit


def logging_one(visit: Visit) -> Form:
    """The form that logs an engagement: what, when, with whom; the rest under 'more'."""
    return Form(
        title=_("New engagement"),
        lead=_("A day that has passed is recorded as held, one to come as agreed."),
        fields=[
            Field("title", _("What"), required=True),
            Field("form", _("Form"), "choice", "session", required=True, options=forms()),
            Field("starts_on", _("When"), "day", "", required=True),
            Field(
                "partners",
                _("With whom"),
                "parties",
                _given(visit),
                check_url=PARTIES,
                types="partner,unit,colleague",
            ),
            _unit(visit),
            themes(visit),
            *people(visit, []),
            Field("ends_on", _("Until"), "day", more=True),
            Field(
                "trainers",
                _("Trainers and experts"),
                "parties",
                types="colleague",
                check_url="/search/parties?types=colleague",
                more=True,
            ),
            *setting(visit, more=True),
            describing.sensitivity(),
        ],
        submit=_("Save"),
        cancel=_whence(visit),
        key="engagements",
        rules=[in_order("starts_on", "ends_on")],
    )


def log(visit: Visit, typed: Entered) -> Receipt:
    """Log an engagement, held if its day has passed, or if people came. Raises NotYetHeld."""
    starts_on = typed.needed_day("starts_on")
    counted = attendance(typed)
    held = bool(counted) or starts_on.last <= visit.today
    return visit.crm.agree_engagement(
        title=typed.text("title"),
        starts_on=starts_on,
        ends_on=typed.day("ends_on"),
        **asdict(outlined(typed)),
        parties=_parties(typed),
        delivered=counted if held else None,
        today=visit.today,
        sensitive=bool(typed.text("sensitive")),
        origin=visit.origin(typed.command_id),
    )


def _parties(typed: Entered) -> list[TakesPart]:
    unit = typed.id("unit")
    taking_part = [TakesPart(unit, "lead")] if unit else []
    taking_part += [TakesPart(one, "partner") for one in typed.ids("partners")]
    taking_part += [TakesPart(one, "trainer") for one in typed.ids("trainers")]
    return taking_part


def _delivering(visit: Visit, engagement: Thing) -> Form:
    return Form(
        title=_("%(title)s was held") % {"title": engagement.title},
        fields=people(visit, [], more=False),
        submit=_("Record as held"),
        cancel=at_of(engagement),
        key="engagements",
        version=engagement.version,
    )


def _deliver(visit: Visit, engagement_id: UUID, typed: Entered) -> Receipt:
    return visit.crm.deliver_engagement(
        engagement_id, attendance(typed), today=visit.today, **how(visit, typed)
    )


def _correcting_attendance(visit: Visit, engagement: Thing) -> Form:
    counted = engagement.full.attendance or []
    return with_reason(
        _("Who came to %(title)s"),
        "",
        _("Correct"),
        engagement,
        *people(visit, counted, more=False),
    )


def _correct_attendance(visit: Visit, engagement_id: UUID, typed: Entered) -> Receipt:
    return visit.crm.correct_attendance(
        engagement_id, attendance(typed), typed.text("reason"), **how(visit, typed)
    )


def _rescheduling(visit: Visit, engagement: Thing) -> Form:
    lead = _("It was moved. If the day was written wrong, correct it instead.")
    form = with_reason(
        _("Other days for %(title)s"), lead, _("Save"), engagement, *_days(visit, engagement)
    )
    return replace(form, rules=[in_order("starts_on", "ends_on")])


def _reschedule(visit: Visit, engagement_id: UUID, typed: Entered) -> Receipt:
    return visit.crm.reschedule_engagement(
        engagement_id,
        typed.needed_day("starts_on"),
        typed.day("ends_on"),
        typed.text("reason"),
        **how(visit, typed),
    )


def _correcting_days(visit: Visit, engagement: Thing) -> Form:
    lead = _("For a day that was written wrong. Reports pinned before still show the old one.")
    form = with_reason(
        _("Correct the days of %(title)s"),
        lead,
        _("Correct"),
        engagement,
        *_days(visit, engagement),
    )
    return replace(form, rules=[in_order("starts_on", "ends_on")])


def _correct_days(visit: Visit, engagement_id: UUID, typed: Entered) -> Receipt:
    return visit.crm.correct_engagement_days(
        engagement_id,
        typed.needed_day("starts_on"),
        typed.day("ends_on"),
        typed.text("reason"),
        **how(visit, typed),
    )


def _correcting_title(_visit: Visit, engagement: Thing) -> Form:
    title = Field("title", _("Title"), value=engagement.title, required=True)
    return with_reason(_("Correct the title of %(title)s"), "", _("Correct"), engagement, title)


def _correct_title(visit: Visit, engagement_id: UUID, typed: Entered) -> Receipt:
    return visit.crm.correct_engagement_title(
        engagement_id, typed.text("title"), typed.text("reason"), **how(visit, typed)
    )


def _cancelling(_visit: Visit, engagement: Thing) -> Form:
    return with_reason(_("Call %(title)s off"), "", _("Call off"), engagement)


def _cancel(visit: Visit, engagement_id: UUID, typed: Entered) -> Receipt:
    return visit.crm.cancel_engagement(engagement_id, typed.text("reason"), **how(visit, typed))


def _withdrawing(_visit: Visit, engagement: Thing) -> Form:
    lead = _("For what was recorded in error. History keeps it.")
    return with_reason(_("Withdraw %(title)s"), lead, _("Withdraw"), engagement)


def _withdraw(visit: Visit, engagement_id: UUID, typed: Entered) -> Receipt:
    origin = visit.origin(typed.command_id)
    return visit.crm.withdraw_engagement(engagement_id, typed.text("reason"), origin=origin)


def _days(visit: Visit, engagement: Thing) -> list[Field]:
    full = engagement.full
    ends = visit.written(full.ends) if full.ends != full.starts else ""
    return [
        Field("starts_on", _("When"), "day", visit.written(full.starts), required=True),
        Field("ends_on", _("Until"), "day", ends, help=_("Leave empty for a single day")),
    ]


def _given(visit: Visit) -> list[tuple[str, str]]:
    names = directory.names(visit.crm.database, visit.ids("with"))
    return [(str(party), name.named(visit.language)) for party, name in names.items()]


def _whence(visit: Visit) -> str:
    """Return the page from which one came to log it."""
    if project := next(iter(visit.ids("project")), None):
        return f"/projects/{project}"
    names = directory.names(visit.crm.database, visit.ids("with"))
    first = next(iter(names.values()), None)
    return f"{words.PATHS[first.type]}/{first.id}" if first else "/engagements"


def _unit(visit: Visit) -> Field:
    """Which of our units takes part; at first that of the colleague who logs it."""
    own = str(visit.own_unit or "")
    return Field("unit", _("Our unit"), "choice", own, options=_units(visit), types="unit")


def _units(visit: Visit) -> list[tuple[str, str]]:
    rows = parties.parties(visit.crm.database, parties.Wanted(type="unit"))
    return [(str(row.id), row.named(visit.language)) for row in rows]


ACTS = {
    "parties": JOINING,
    "contacts": SAYING_WHO_CAME,
    "delivery": Act(_delivering, _deliver),
    "attendance-correction": Act(_correcting_attendance, _correct_attendance),
    "days": Act(_rescheduling, _reschedule),
    "days-correction": Act(_correcting_days, _correct_days),
    "description": describing.CHANGING,
    "description-correction": describing.CORRECTING,
    "title-correction": Act(_correcting_title, _correct_title),
    "sensitivity": describing.MARKING,
    "sensitivity-lifting": describing.LIFTING,
    "cancellation": Act(_cancelling, _cancel),
    "withdrawal": Act(_withdrawing, _withdraw),
}


def _has_come(visit: Visit, engagement: Thing) -> bool:
    starts = engagement.full.starts
    return not starts or Day(starts).first <= visit.today


def menu(visit: Visit, engagement: Thing) -> list[tuple[str, str]]:
    """Return what can be said about an engagement, the most likely first."""
    at = at_of(engagement)
    corrections = [
        (_("Correct the title"), f"{at}/title-correction"),
        (_("Correct the days"), f"{at}/days-correction"),
        (_("Correct what it is about"), f"{at}/description-correction"),
        (_("It isn't sensitive"), f"{at}/sensitivity-lifting")
        if engagement.full.sensitive
        else (_("It is sensitive"), f"{at}/sensitivity"),
        (_("Withdraw"), f"{at}/withdrawal"),
    ]
    join = (_("Add who takes part"), f"{at}/parties")
    came = (_("Say which contacts came"), f"{at}/contacts")
    if engagement.full.state == "agreed":
        held = (_("Record as held"), f"{at}/delivery")
        return [
            *([held, join] if _has_come(visit, engagement) else [join, held]),
            came,
            (_("Move to other days"), f"{at}/days"),
            (_("Change what it is about"), f"{at}/description"),
            (_("Call off"), f"{at}/cancellation"),
            *corrections,
        ]
    return [join, came, (_("Correct who came"), f"{at}/attendance-correction"), *corrections]
