"""The engagements that nobody scripted: chosen by season, theme, region and audience."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from crm.demo import titles, weights
from crm.demo.colleagues import staff
from crm.demo.plan import Plan, professionals
from crm.demo.regions import REGIONS, Row
from crm.demo.story import Story
from crm.demo.units import UNIT_OF
from crm.demo.years import working
from domain.attendance import Headcount
from domain.engagement import Form

FORMS = {Form.SESSION: 70, Form.MEETING: 18, Form.SEMINAR: 12}
BRIDGES = ("Etelänlahden yliopisto", "Kulttuurisilta Meripihka ry", "Vantaan kaupunki")
BRIDGED, SECOND, ALSO, REMOTE, OFF, MOVED = 0.12, 0.4, 0.2, 0.25, 0.06, 0.03
SENSITIVE_EVERY = 4
SIZES = {Form.SESSION: (7, 44, 15), Form.MEETING: (3, 14, 5), Form.SEMINAR: (35, 190, 70)}


@dataclass(frozen=True, slots=True)
class Brief:
    """What an engagement is to be about, where, with whom, for which sector."""

    theme: str
    region: str
    row: Row
    form: Form
    sector: str

    @property
    def swedish(self) -> bool:
        """Whether it is held in Swedish."""
        return self.row.languages.startswith("sv") and self.theme in titles.TOPICS_SV


def chosen(story: Story, count: int) -> Iterator[Plan]:
    """Give so many engagements, in the order of their days."""
    told: set[str] = set()
    for day in weights.days(story, count):
        plan = _plan(story, day)
        while plan.title in told:
            plan = _plan(story, day)
        told.add(plan.title)
        yield _fate(story, plan)


def _plan(story: Story, day: date) -> Plan:
    brief = _brief(story, day)
    title = _title(story, brief)
    visit = title.startswith(titles.VISITS)
    return Plan(
        brief.form,
        title,
        day,
        _themes(story, brief.theme),
        (*_ours(story, brief, day), *_theirs(story, brief, day)),
        place=brief.row.place if visit or story.chance.random() > REMOTE else None,
        language="sv" if brief.swedish else "fi",
        attendance=_attendance(story, brief, title),
        sensitive=_is_sensitive(brief, day),
    )


def _brief(story: Story, day: date) -> Brief:
    theme = weights.theme_on(story, day)
    region = weights.region_on(story, theme, day)
    hosts = [row for row in REGIONS[region] if _can_host(story, row, day)]
    row = story.chance.choices(hosts, [row.hub for row in hosts])[0]
    form = story.chance.choices(list(FORMS), list(FORMS.values()))[0]
    return Brief(theme, region, row, form, story.chance.choice(row.sectors.split() or [""]))


def _can_host(story: Story, row: Row, day: date) -> bool:
    return row.kind != "funder" and story.is_there(row.name, day)


def _is_sensitive(brief: Brief, day: date) -> bool:
    """Say whether few may read of it: some of the sessions about violence, the same ones always."""
    of_violence = brief.theme == "violence" and brief.form is Form.SESSION
    return of_violence and day.toordinal() % SENSITIVE_EVERY == 0


def _themes(story: Story, theme: str) -> tuple[str, ...]:
    also = "male_customers" if theme != "male_customers" else "working_with_men"
    return (theme, also) if story.chance.random() < ALSO else (theme,)


def _ours(story: Story, brief: Brief, day: date) -> list[tuple[str, str]]:
    unit = weights.unit_on(story, brief.theme, brief.region, day)
    people = staff(story, unit, day)
    trainers = story.chance.sample(people, min(len(people), story.chance.choice((1, 1, 2))))
    ours = [(unit, "lead"), *((name, "trainer") for name in trainers)]
    expected = UNIT_OF[brief.theme]
    if unit != expected and story.chance.random() < SECOND:
        ours.append((expected, "co_organiser"))
    return ours


def _theirs(story: Story, brief: Brief, day: date) -> list[tuple[str, str]]:
    row, session = brief.row, brief.form is Form.SESSION
    theirs = [(row.name, "client" if session else "host")]
    region = REGIONS[brief.region]
    near = [other for other in region if _can_host(story, other, day) and other != row]
    if near and story.chance.random() < SECOND:
        other = story.chance.choices(near, [row.hub for row in near])[0]
        theirs.append((other.name, "host" if session else "co_organiser"))
    far = story.chance.choice(BRIDGES)
    known = {name for name, _ in theirs}
    if far not in known and story.is_there(far, day) and story.chance.random() < BRIDGED:
        theirs.append((far, "expert"))
    return theirs


def _title(story: Story, brief: Brief) -> str:
    choose = story.chance.choice
    topic = choose(_topics(brief))
    small = topic[0].lower() + topic[1:]
    audience = choose(_audiences(brief))
    shape = choose(_shapes(brief.form, swedish=brief.swedish))
    return shape.format(topic=topic, small=small, audience=audience, place=brief.row.place)


def _topics(brief: Brief) -> tuple[str, ...]:
    if brief.swedish:
        return titles.TOPICS_SV[brief.theme]
    return titles.TOPICS[brief.theme] + titles.TOPICS_FOR.get((brief.theme, brief.sector), ())


def _audiences(brief: Brief) -> tuple[str, ...]:
    if brief.theme == "peer_activities":
        return titles.AUDIENCES["peers"]
    return (titles.AUDIENCES_SV if brief.swedish else titles.AUDIENCES)[brief.sector]


def _shapes(form: Form, *, swedish: bool) -> tuple[str, ...]:
    shapes = {
        Form.SESSION: (titles.FORMATS, titles.FORMATS_SV),
        Form.MEETING: (titles.MEETINGS, titles.MEETINGS_SV),
        Form.SEMINAR: (titles.SEMINARS, titles.SEMINARS_SV),
    }
    return shapes[form][swedish]


def _attendance(story: Story, brief: Brief, title: str) -> tuple[Headcount, ...]:
    fewest, most, usual = SIZES[brief.form]
    if brief.form is Form.MEETING:
        return professionals(story.chance, fewest, most)
    people = round(story.chance.triangular(fewest, most, usual))
    group = "student" if title.endswith(titles.STUDENTS) else "professional"
    others, volunteers = people // 5, people // 9
    return (
        Headcount(people - others - volunteers, group, brief.sector or None),
        Headcount(others, "professional", story.chance.choice(("social", "health_care"))),
        *([Headcount(volunteers, "volunteer")] if volunteers else []),
    )


def _fate(story: Story, plan: Plan) -> Plan:
    fate = story.chance.random()
    if fate < OFF:
        return replace(plan, cancelled=story.chance.choice(titles.CANCELLED))
    if fate < OFF + MOVED and plan.on < story.years.until - timedelta(days=40):
        later = working(plan.on + timedelta(days=story.chance.randint(7, 21)))
        return replace(plan, moved=(later, story.chance.choice(titles.RESCHEDULED)))
    return plan
