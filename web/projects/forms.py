"""The forms of projects."""

from dataclasses import replace
from uuid import UUID

from crm.activities import TakesPart
from crm.language import gettext as _
from crm.log import Receipt
from domain.day import Day, check_order
from web.acting import Act, how
from web.activities.forms import JOINING, at_of, themes, with_reason
from web.activities.show import Thing
from web.checking import in_order
from web.form import Entered, Field, Form
from web.visit import Visit


def planning(visit: Visit) -> Form:
    """The form for a new project."""
    return Form(
        title=_("New project"),
        fields=[
            Field("title", _("Title"), required=True),
            Field("starts_on", _("Starts"), "day"),
            Field("ends_on", _("Ends"), "day"),
            Field(
                "lead",
                _("Led by"),
                "party",
                types="partner,unit,colleague",
                check_url="/search/parties?types=partner,unit,colleague",
            ),
            Field(
                "partners",
                _("Partners"),
                "parties",
                types="partner,unit",
                check_url="/search/parties?types=partner,unit",
            ),
            themes(visit),
            Field("goal", _("Goal"), "area", more=True),
        ],
        submit=_("Plan project"),
        cancel="/projects",
        key="projects",
        rules=[in_order("starts_on", "ends_on")],
    )


def plan(visit: Visit, typed: Entered) -> Receipt:
    """Plan a project."""
    lead = typed.id("lead")
    parties = [TakesPart(lead, "lead")] if lead else []
    parties += [TakesPart(one, "partner") for one in typed.ids("partners")]
    return visit.crm.plan_project(
        typed.text("title"),
        typed.day("starts_on"),
        typed.day("ends_on"),
        goal=typed.text("goal"),
        themes=typed.all("themes"),
        parties=parties,
        origin=visit.origin(typed.command_id),
    )


def _retitling(_visit: Visit, project: Thing) -> Form:
    return _form(
        _("Another title for %(title)s"),
        project,
        Field("title", _("Title"), value=project.title, required=True),
        Field("changed_on", _("From which day"), "day", required=True, past=True),
    )


def _retitle(visit: Visit, project_id: UUID, typed: Entered) -> Receipt:
    day = typed.past_day("changed_on")
    return visit.crm.retitle_project(project_id, typed.text("title"), day, **how(visit, typed))


def _correcting_title(_visit: Visit, project: Thing) -> Form:
    title = Field("title", _("Title"), value=project.title, required=True)
    return with_reason(_("Correct the title of %(title)s"), "", _("Correct"), project, title)


def _correct_title(visit: Visit, project_id: UUID, typed: Entered) -> Receipt:
    return visit.crm.correct_project_title(
        project_id, typed.text("title"), typed.text("reason"), **how(visit, typed)
    )


def _goal(visit: Visit, project: Thing) -> Form:
    return _form(
        _("What %(title)s is for"),
        project,
        Field("goal", _("Goal"), "area", project.full.goal or ""),
        themes(visit, project.full.themes),
    )


def _set_goal(visit: Visit, project_id: UUID, typed: Entered) -> Receipt:
    return visit.crm.set_project_goal(
        project_id, typed.text("goal"), typed.all("themes"), **how(visit, typed)
    )


def _extending(visit: Visit, project: Thing) -> Form:
    ends_on = Field("ends_on", _("Ends"), "day", visit.written(project.full.ends), required=True)
    form = with_reason(_("Another end for %(title)s"), "", _("Save"), project, ends_on)
    starts = Day(project.full.starts) if project.full.starts else None
    later = ("ends_on", lambda typed: check_order(starts, typed.day("ends_on")))
    return replace(form, rules=[later])


def _extend(visit: Visit, project_id: UUID, typed: Entered) -> Receipt:
    day = typed.needed_day("ends_on")
    return visit.crm.extend_project(project_id, day, typed.text("reason"), **how(visit, typed))


def _correcting_days(visit: Visit, project: Thing) -> Form:
    form = with_reason(
        _("Correct the days of %(title)s"),
        "",
        _("Correct"),
        project,
        Field("starts_on", _("Starts"), "day", visit.written(project.full.starts)),
        Field("ends_on", _("Ends"), "day", visit.written(project.full.ends)),
    )
    return replace(form, rules=[in_order("starts_on", "ends_on")])


def _correct_days(visit: Visit, project_id: UUID, typed: Entered) -> Receipt:
    return visit.crm.correct_project_period(
        project_id,
        typed.day("starts_on"),
        typed.day("ends_on"),
        typed.text("reason"),
        **how(visit, typed),
    )


def _starting(_visit: Visit, project: Thing) -> Form:
    day = Field("changed_on", _("From which day"), "day", required=True, past=True)
    return _form(_("Work on %(title)s begins"), project, day)


def _start(visit: Visit, project_id: UUID, typed: Entered) -> Receipt:
    day = typed.past_day("changed_on")
    return visit.crm.start_project(project_id, day, origin=visit.origin(typed.command_id))


def _completing(_visit: Visit, project: Thing) -> Form:
    day = Field("changed_on", _("Last day"), "day", required=True, past=True)
    return _form(_("%(title)s is done"), project, day)


def _complete(visit: Visit, project_id: UUID, typed: Entered) -> Receipt:
    day = typed.past_day("changed_on")
    return visit.crm.complete_project(project_id, day, **how(visit, typed))


def _cancelling(_visit: Visit, project: Thing) -> Form:
    day = Field("changed_on", _("From which day"), "day", required=True, past=True)
    return with_reason(_("Call %(title)s off"), "", _("Call off"), project, day)


def _cancel(visit: Visit, project_id: UUID, typed: Entered) -> Receipt:
    day = typed.past_day("changed_on")
    return visit.crm.cancel_project(project_id, day, typed.text("reason"), **how(visit, typed))


def _withdrawing(_visit: Visit, project: Thing) -> Form:
    lead = _("For what was recorded in error. History keeps it.")
    return with_reason(_("Withdraw %(title)s"), lead, _("Withdraw"), project)


def _withdraw(visit: Visit, project_id: UUID, typed: Entered) -> Receipt:
    origin = visit.origin(typed.command_id)
    return visit.crm.withdraw_project(project_id, typed.text("reason"), origin=origin)


def _form(title: str, project: Thing, *fields: Field) -> Form:
    return Form(
        title=title % {"title": project.title},
        fields=list(fields),
        submit=_("Save"),
        cancel=at_of(project),
        key="projects",
        version=project.version,
    )


ACTS = {
    "parties": JOINING,
    "title": Act(_retitling, _retitle),
    "title-correction": Act(_correcting_title, _correct_title),
    "goal": Act(_goal, _set_goal),
    "extension": Act(_extending, _extend),
    "days-correction": Act(_correcting_days, _correct_days),
    "start": Act(_starting, _start),
    "completion": Act(_completing, _complete),
    "cancellation": Act(_cancelling, _cancel),
    "withdrawal": Act(_withdrawing, _withdraw),
}


def menu(_visit: Visit, project: Thing) -> list[tuple[str, str]]:
    """Return what can be said about a project, the most likely first."""
    at = at_of(project)
    begin = (_("Work begins"), f"{at}/start")
    rest = [
        (_("Add who takes part"), f"{at}/parties"),
        (_("Set goal and themes"), f"{at}/goal"),
        (_("Move its end"), f"{at}/extension"),
        (_("Take another title"), f"{at}/title"),
        (_("Complete"), f"{at}/completion"),
        (_("Call off"), f"{at}/cancellation"),
        (_("Correct the title"), f"{at}/title-correction"),
        (_("Correct the days"), f"{at}/days-correction"),
        (_("Withdraw"), f"{at}/withdrawal"),
    ]
    return [begin, *rest] if project.full.state == "planned" else rest
