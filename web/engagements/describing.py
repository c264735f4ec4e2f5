"""The forms of what an engagement is like: form, themes, place, language, what it belongs to."""

from uuid import UUID

from crm.language import gettext as _
from crm.log import Receipt
from crm.projections.directory import questions as directory
from crm.projections.participation import listing
from crm.projections.participation import questions as participation
from crm.projections.participation.profile import ActivityInFull
from domain.outline import Form as EngagementForm
from domain.outline import Outline
from domain.refusal import Missing
from web import words
from web.acting import Act, how
from web.activities.forms import themes, with_reason
from web.activities.show import Thing
from web.form import Entered, Field, Form, Option
from web.visit import Visit


def setting(visit: Visit, now: ActivityInFull | None = None, *, more: bool = False) -> list[Field]:
    """Where an engagement is, in which language, and what it belongs to."""
    language = now.language or "" if now else ""
    return [
        Field("place", _("Place"), value=(now.place or "") if now else "", more=more),
        Field("remote", _("Held remotely"), "tick", bool(now and now.remote), more=more),
        Field("language", _("Language"), "choice", language, options=words.languages(), more=more),
        _project(visit, now, more=more),
        Field(
            "network",
            _("Network"),
            "party",
            _network(visit, now),
            check_url="/search/parties?types=network",
            types="network",
            more=more,
        ),
    ]


def _project(visit: Visit, now: ActivityInFull | None, *, more: bool) -> Field:
    """The project it is part of; in sight at once where one comes from its page."""
    given = now.project_id if now else next(iter(visit.ids("project")), None)
    return Field(
        "project",
        _("Project"),
        "choice",
        str(given or ""),
        options=_projects(visit, now),
        more=more and not given,
    )


def sensitivity() -> Field:
    """Whether few may read of it, as it is agreed."""
    return Field(
        "sensitive",
        _("Sensitive"),
        "tick",
        help=_(
            "It counts in every figure. Only those who take part, their units, whoever records it "
            "and administrators read more than its day."
        ),
        more=True,
    )


def outlined(typed: Entered) -> Outline:
    """Read what was typed of it. Raises Missing, UnknownName."""
    return Outline(
        _form(typed),
        themes=typed.all("themes"),
        place=typed.text("place"),
        remote=bool(typed.text("remote")),
        language=typed.text("language") or None,
        project_id=typed.id("project"),
        network_id=typed.id("network"),
    )


def forms() -> list[Option]:
    """Return the forms that an engagement may take."""
    return [(form, label) for form, label in words.forms().items() if form != "project"]


def _changing(visit: Visit, engagement: Thing) -> Form:
    lead = _("It will be otherwise than was agreed. If it was written wrong, correct it instead.")
    title = _("Change what %(title)s is about")
    return with_reason(title, lead, _("Save"), engagement, *_fields(visit, engagement))


def _change(visit: Visit, engagement_id: UUID, typed: Entered) -> Receipt:
    reason = typed.text("reason")
    return visit.crm.describe_engagement(
        engagement_id, outlined(typed), reason, **how(visit, typed)
    )


def _correcting(visit: Visit, engagement: Thing) -> Form:
    lead = _("For what was written wrong or forgotten. History keeps what stood there.")
    title = _("Correct what %(title)s is about")
    return with_reason(title, lead, _("Correct"), engagement, *_fields(visit, engagement))


def _correct(visit: Visit, engagement_id: UUID, typed: Entered) -> Receipt:
    reason = typed.text("reason")
    return visit.crm.correct_engagement_description(
        engagement_id, outlined(typed), reason, **how(visit, typed)
    )


def _marking(_visit: Visit, engagement: Thing) -> Form:
    return with_reason(
        _("%(title)s is sensitive"),
        sensitivity().help or "",
        _("Mark as sensitive"),
        engagement,
    )


def _mark(visit: Visit, engagement_id: UUID, typed: Entered) -> Receipt:
    return visit.crm.mark_sensitive(engagement_id, typed.text("reason"), **how(visit, typed))


def _lifting(_visit: Visit, engagement: Thing) -> Form:
    lead = _("Everybody who sees the network will read it, and all of its history.")
    return with_reason(_("%(title)s isn't sensitive"), lead, _("Open it to all"), engagement)


def _lift(visit: Visit, engagement_id: UUID, typed: Entered) -> Receipt:
    return visit.crm.lift_sensitivity(engagement_id, typed.text("reason"), **how(visit, typed))


def _fields(visit: Visit, engagement: Thing) -> list[Field]:
    now = engagement.full
    return [
        Field("form", _("Form"), "choice", now.form, required=True, options=forms()),
        themes(visit, now.themes),
        *setting(visit, now),
    ]


def _form(typed: Entered) -> EngagementForm:
    try:
        return EngagementForm(typed.text("form"))
    except ValueError:
        raise Missing("form") from None


def _projects(visit: Visit, now: ActivityInFull | None) -> list[Option]:
    """Return the projects that are open, and the one it belongs to by now."""
    wanted = listing.Wanted(type="project", states=("planned", "under_way"), sort="title")
    rows = listing.activities(visit.crm.database, wanted, limit=200)
    options = {str(row.id): row.title for row in rows}
    if now and now.project_id:
        found = participation.current_activities(visit.crm.database, [now.project_id])
        options |= {str(one): project.title for one, project in found.items()}
    return list(options.items())


def _network(visit: Visit, now: ActivityInFull | None) -> list[Option]:
    if not now or not now.network_id:
        return []
    names = directory.names(visit.crm.database, [now.network_id])
    return [(str(one), network.name) for one, network in names.items()]


MARKING = Act(_marking, _mark)
LIFTING = Act(_lifting, _lift)
CHANGING = Act(_changing, _change)
CORRECTING = Act(_correcting, _correct)
