"""How projects went: planned, started, extended, completed or cancelled, and what was held."""

from collections.abc import Iterator
from datetime import date, timedelta

from crm.activities import TakesPart
from crm.demo.cast import Cast
from crm.demo.plan import Plan, professionals
from crm.demo.projects import PROJECTS, Member, Project
from crm.demo.story import Story
from crm.demo.years import is_free, shifted, working
from crm.log import Origin, Receipt
from domain.day import Day
from domain.engagement import Form

KICK_OFF = timedelta(days=20)
ROUNDS = {
    "fi": (
        (Form.MEETING, "{project}: ohjausryhmän kokous"),
        (Form.SESSION, "{project}: työpaja kentän tekijöille"),
        (Form.MEETING, "{project}: kumppanien kehittämispäivä"),
        (Form.SESSION, "{project}: mallin kokeilu ja palaute"),
    ),
    "sv": (
        (Form.MEETING, "{project}: styrgruppens möte"),
        (Form.SESSION, "{project}: verkstad för praktiker"),
        (Form.MEETING, "{project}: partnernas utvecklingsdag"),
        (Form.SESSION, "{project}: modellen prövas"),
    ),
}
FIRST = {"fi": "{project}: aloitusseminaari", "sv": "{project}: startseminarium"}


def run_projects(story: Story) -> None:
    """Plan every project, and let it come as far as it has come."""
    for project in PROJECTS:
        _plan(story, project)
        _run(story, project)
        for number, member in enumerate(project.members, 3):
            if member.left:
                _leave(story, project, number, member)


def project_work(story: Story) -> Iterator[Plan]:
    """Give what was held within the projects, about every second month."""
    for project in PROJECTS:
        day, number = working(starts_on(story, project) + KICK_OFF), 0
        while day <= _worked_until(story, project):
            if day > story.years.start + timedelta(days=21) and not is_free(day):
                yield _work(story, project, day, number)
                number += 1
            day = working(day + timedelta(days=story.chance.randint(48, 70)))


def starts_on(story: Story, project: Project) -> date:
    """Return the day a project starts, or started."""
    if isinstance(project.starts, int):
        return shifted(story.years.until.replace(day=1), project.starts)
    return story.years.ago(project.starts)


def ends_on(story: Story, project: Project) -> date:
    """Return the day a project was planned to end."""
    return _month(story, project, project.ends)


def _month(story: Story, project: Project, months: int | tuple[int, int, int]) -> date:
    if isinstance(months, tuple):
        return story.years.ago(months)
    return shifted(starts_on(story, project), months) - timedelta(days=1)


def _worked_until(story: Story, project: Project) -> date:
    if project.cancelled:
        return _month(story, project, project.cancelled[0])
    return min(ends_on(story, project), story.years.until + timedelta(days=30))


def _work(story: Story, project: Project, day: date, number: int) -> Plan:
    form, title = ROUNDS[project.language][number % 4]
    if not number:
        form, title = Form.SEMINAR, FIRST[project.language]
    wanted = [member for member in project.members if _takes_part(story, project, member, day)]
    there = [member.name for member in wanted if story.is_there(member.name, day)]
    present = there if form is Form.SEMINAR else story.chance.sample(there, min(3, len(there)))
    own = ((project.unit, "lead"), (project.lead, "expert"))
    return Plan(
        form,
        title.format(project=project.title),
        day,
        project.themes,
        (*own, *((name, "partner") for name in present)),
        place=project.place if number % 3 != 1 else None,
        language=project.language,
        project=project.title,
        attendance=professionals(story.chance, *((22, 58) if form is Form.SEMINAR else (6, 22))),
    )


def _takes_part(story: Story, project: Project, member: Member, day: date) -> bool:
    start = starts_on(story, project)
    return (member.since is None or shifted(start, member.since) <= day) and (
        member.until is None or day < shifted(start, member.until)
    )


def _plan(story: Story, project: Project) -> None:
    names = [project.unit, project.lead, *(member.name for member in project.members)]
    names += [project.funder] if project.funder else []
    earliest = max(story.known[name] for name in names) + timedelta(days=1)
    ahead = starts_on(story, project) - timedelta(days=45)
    at = story.office(min(max(ahead, earliest), story.years.until - timedelta(days=16)))
    story.known[project.title] = at.date()

    def command(cast: Cast, origin: Origin) -> Receipt:
        return cast.crm.plan_project(
            project.title,
            Day.of(starts_on(story, project)),
            Day.of(ends_on(story, project)),
            goal=project.goal,
            themes=project.themes,
            parties=list(_parties(story, project, cast)),
            origin=origin,
        )

    story.tell(at, project.lead, project.title, "planned", command)


def _parties(story: Story, project: Project, cast: Cast) -> Iterator[TakesPart]:
    yield TakesPart(cast[project.unit], "lead")
    yield TakesPart(cast[project.lead], "lead")
    for member in project.members:
        since = None
        if member.since:
            since = Day.of(shifted(starts_on(story, project), member.since))
        until = None
        if member.until and not member.left:
            until = Day.of(_month(story, project, member.until))
        yield TakesPart(cast[member.name], member.role, since, until)
    if project.funder:
        yield TakesPart(cast[project.funder], "funder")


def _run(story: Story, project: Project) -> None:
    if starts_on(story, project) < story.years.until:
        _start(story, project)
    if project.extended:
        _extend(story, project, *project.extended)
    elif project.cancelled:
        _cancel(story, project, *project.cancelled)
    elif ends_on(story, project) < story.years.until - timedelta(days=14):
        _complete(story, project)


def _start(story: Story, project: Project) -> None:
    about, day = project.title, starts_on(story, project)
    told = max(day, story.known[about] + timedelta(days=1))
    story.tell(
        story.soon(told),
        project.lead,
        about,
        "started",
        lambda cast, origin: cast.crm.start_project(cast[about], Day.of(day), origin=origin),
    )


def _extend(story: Story, project: Project, said: int, months: int, reason: str) -> None:
    about = project.title
    ends = Day.of(_month(story, project, months))
    story.tell(
        story.soon(_month(story, project, said)),
        project.lead,
        about,
        "extended",
        lambda cast, origin: cast.crm.extend_project(cast[about], ends, reason, origin=origin),
    )


def _cancel(story: Story, project: Project, months: int, reason: str) -> None:
    about = project.title
    day = _month(story, project, months)
    story.tell(
        story.soon(day),
        project.lead,
        about,
        "cancelled",
        lambda cast, origin: cast.crm.cancel_project(
            cast[about], Day.of(day), reason, origin=origin
        ),
    )


def _complete(story: Story, project: Project) -> None:
    about, day = project.title, ends_on(story, project)
    story.tell(
        story.soon(day + timedelta(days=9)),
        project.lead,
        about,
        "completed",
        lambda cast, origin: cast.crm.complete_project(cast[about], Day.of(day), origin=origin),
    )


def _leave(story: Story, project: Project, number: int, member: Member) -> None:
    about, reason = project.title, member.left or ""
    day = _month(story, project, member.until or 0)
    story.tell(
        story.soon(day),
        project.lead,
        about,
        f"{member.name} left",
        lambda cast, origin: cast.crm.leave_activity(
            cast[about], number, Day.of(day), reason, origin=origin
        ),
    )
