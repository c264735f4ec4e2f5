"""Every command there is, given to an installation in any order, the same each time."""

from collections.abc import Callable
from contextlib import suppress
from functools import partial
from uuid import UUID

from crm.application import CRM
from crm.beginnings import correct_beginning
from crm.log import Receipt
from crm.undoing import undo
from domain.account import Role, Standing
from domain.colleague import Position
from domain.day import Day
from domain.engagement import Engagement
from domain.names import Names
from domain.network import Network
from domain.partner import Stage
from domain.refusal import Refusal
from domain.undoing import Undoable
from tests.crm.story import ROLES, THEMES, TODAY, Story
from tests.crm.telling_of_people import tell_of_people

Act = Callable[[Story], object]
RARELY = 0.03


def tell(crm: CRM, seed: int, commands: int) -> Story:
    """Give so many commands and then each of them six times; those refused are passed over."""
    story = Story(crm, seed)
    for begin in BEGINNINGS:
        begin(story)
    for _ in range(commands):
        # What is over takes no more commands.
        over = story.random.random() < RARELY
        _give(story, story.random.choice(ENDINGS if over else ACTS))
    for act in [*BEGINNINGS, *ACTS, *ENDINGS] * 6:
        _give(story, act)
    tell_of_people(story, commands // 3)
    _accounts(story)
    _merges(story)
    return story


def _give(story: Story, act: Act) -> None:
    with suppress(Refusal):
        act(story)


def _accounts(story: Story) -> None:
    """Let somebody in, as one and then as another, out, and in again."""
    crm, standing = story.crm, Standing(Role.COORDINATOR)
    opened = crm.open_account("aino@example.org", "Aino", standing, origin=story.now())
    other = Standing(Role.GUEST, story.one_of(story.projects))
    crm.give_account_role(opened.subject_id, other, origin=story.now())
    crm.allow_new_beginning(opened.subject_id, "told", origin=story.now())
    crm.close_account(opened.subject_id, origin=story.now())
    crm.reopen_account(opened.subject_id, origin=story.now())


def _merges(story: Story) -> None:
    """Let words mean others by way of a third, and one of them itself again; and one be gone."""
    crm = story.crm
    crm.add_term("theme", "of_old", Names("Ennen"), origin=story.now())
    crm.retire_term("theme", "of_old", origin=story.now())
    for code, into in (("violence", "fatherhood"), ("divorce_support", "male_psychology")):
        crm.merge_terms("theme", code, into, origin=story.now())
    crm.merge_terms("theme", "male_psychology", "fatherhood", origin=story.now())
    crm.withdraw_merge("theme", "violence", origin=story.now())


def changes_of_role(story: Story) -> object:
    role, day = story.random.choice(ROLES), story.day()
    return story.crm.change_role(*story.participation(), role, day, origin=story.now())


def corrections(story: Story) -> object:
    role = story.random.choice(ROLES)
    days = story.random.choice([story.span(), (None, None)])
    return story.crm.correct_participation(
        *story.participation(), role, *days, "väärin", origin=story.now()
    )


def leavings(story: Story) -> object:
    day = story.random.choice([None, story.day()])
    return story.crm.leave_activity(*story.participation(), day, "lopetti", origin=story.now())


def _departures(story: Story) -> object:
    network = story.one_of(story.networks)
    members = [*story.crm.get(Network, network).members]
    party = story.one_of([*members, story.party()])
    return story.crm.leave_network(network, party, story.day(2020, 2025), origin=story.now())


def _recounts(story: Story) -> object:
    return story.crm.correct_attendance(
        story.one_of(story.engagements), story.heads(), "laskettu väärin", origin=story.now()
    )


def _slips(story: Story) -> None:
    """Record one of each and take it back at once, while nothing rests on it."""
    slips = (
        (story.register, story.partners, story.crm.withdraw_partner),
        (story.open_unit, story.units, story.crm.withdraw_unit),
        (story.welcome, story.colleagues, story.crm.withdraw_colleague),
        (story.found, story.networks, story.crm.withdraw_network),
        (story.plan, story.projects, story.crm.withdraw_project),
        (story.agree, story.engagements, story.crm.withdraw_engagement),
    )
    for record, among, withdraw in slips:
        record()
        withdraw(among.pop(), "tupla", origin=story.now())


def _placings(story: Story) -> object:
    parent = story.random.choice([None, *story.partners])
    return story.crm.place_partner(
        story.one_of(story.partners), parent, story.day(2023, 2026), origin=story.now()
    )


def _placings_of_units(story: Story) -> object:
    parent = story.random.choice([None, *story.units])
    return story.crm.place_unit(
        story.one_of(story.units), parent, story.day(2023, 2026), origin=story.now()
    )


def _undoings(story: Story) -> None:
    """Undo something that was just said of a partner, or whatever can be of anything."""
    crm, partner = story.crm, story.one_of(story.partners)
    acts: list[Callable[[], Receipt]] = [
        lambda: crm.move_partner_stage(
            partner, story.random.choice(list(Stage)), Day("2026"), "sovittu", origin=story.now()
        ),
        lambda: crm.place_partner(
            partner, story.one_of(story.partners), Day("2026"), origin=story.now()
        ),
        lambda: crm.assign_steward(
            partner, story.one_of(story.colleagues), Day("2026"), origin=story.now()
        ),
    ]
    with suppress(Refusal):
        story.random.choice(acts)()
    among = story.units, story.colleagues, story.networks, story.partners
    others = [story.one_of(ids) for ids in among]
    _undo(story, story.random.choice([partner, story.activity(), *others]))


def _undo(story: Story, one: UUID) -> object:
    """Undo whatever can be, but for that there is such a thing at all."""
    numbers = sorted(story.crm.get(Undoable, one).undoings())[1:]
    number = story.random.choice(numbers or [1])
    return undo(story.crm, one, number, "vahinko", origin=story.now())


def _never_so(story: Story) -> None:
    """Say what is undone at once: somebody came or went, something began, or came to its end."""
    crm, day, now = story.crm, Day("2026"), story.now
    for make in (story.register, story.welcome, story.open_unit, story.open_unit, story.found):
        make()
    story.plan()
    story.agree()
    made = story.units, story.colleagues, story.networks, story.projects, story.engagements
    unit, colleague, network, project, evening = (ids[-1] for ids in made)
    crm.join_network(network, unit, "member", origin=now())
    crm.mark_sensitive(evening, "väkivaltatyötä", origin=now())
    crm.lift_sensitivity(evening, "yleinen luento", origin=now())
    acts: list[tuple[UUID, Callable[[], Receipt]]] = [
        *((one, partial(_begin_earlier, story, one)) for one in (unit, colleague, network)),
        (story.partners[-1], partial(_begin_earlier, story, story.partners[-1])),
        (unit, lambda: crm.place_unit(unit, story.units[-2], day, origin=now())),
        (unit, lambda: crm.close_unit(unit, day, origin=now())),
        (network, lambda: crm.join_network(network, colleague, "member", origin=now())),
        (network, lambda: crm.leave_network(network, unit, day, origin=now())),
        (network, lambda: crm.dissolve_network(network, day, origin=now())),
        (network, lambda: crm.set_network_purpose(network, story.name(), origin=now())),
        (colleague, lambda: crm.assign_colleague(colleague, unit, day, origin=now())),
        (colleague, lambda: crm.give_position(colleague, Position.LEADERSHIP, day, origin=now())),
        (colleague, lambda: crm.see_colleague_off(colleague, day, origin=now())),
        (project, lambda: crm.set_project_goal(project, story.name(), (), origin=now())),
        (project, lambda: crm.start_project(project, day, origin=now())),
        (project, lambda: crm.complete_project(project, day, origin=now())),
        (evening, lambda: crm.deliver_engagement(evening, (), today=TODAY, origin=now())),
        (evening, lambda: crm.cancel_engagement(evening, "sairaus", origin=now())),
    ]
    changed_on = crm.get(Engagement, evening).starts_on
    for role in ("host", "expert"):
        with suppress(Refusal):
            crm.change_role(evening, 1, role, changed_on, origin=now())
    for one, act in acts:
        act()
        undo(crm, one, crm.version_of(one), "vahinko", origin=now())


def _begin_earlier(story: Story, one: UUID) -> Receipt:
    return correct_beginning(story.crm, one, Day("1999"), "vahinko", origin=story.now())


def _terms(story: Story) -> object:
    crm, names = story.crm, Names(story.name(), None, "Something")
    code = f"theme_{story.random.randint(1, 3)}"
    acts: list[Callable[[], Receipt]] = [
        lambda: crm.add_term("theme", code, names, origin=story.now()),
        lambda: crm.rename_term("theme", code, names, origin=story.now()),
        lambda: crm.retire_term("theme", code, origin=story.now()),
        lambda: crm.merge_terms("theme", code, "violence", origin=story.now()),
    ]
    return story.random.choice(acts)()


BEGINNINGS: list[Act] = [
    *[Story.register] * 6,
    *[Story.open_unit] * 2,
    *[Story.welcome] * 2,
    Story.found,
    *[Story.plan] * 3,
    *[Story.agree] * 4,
]

ACTS: list[Act] = [
    Story.register,
    Story.open_unit,
    Story.welcome,
    Story.found,
    Story.plan,
    Story.agree,
    *[Story.join] * 8,
    *[_terms] * 6,
    Story.several,
    *[changes_of_role] * 6,
    corrections,
    corrections,
    leavings,
    leavings,
    _placings,
    _placings_of_units,
    *[_undoings] * 8,
    _never_so,
    lambda s: s.crm.rename_partner(s.one_of(s.partners), s.name(), s.day(), origin=s.now()),
    lambda s: s.crm.correct_partner_name(s.one_of(s.partners), s.name(), "väärin", origin=s.now()),
    lambda s: s.crm.describe_partner(
        s.one_of(s.partners), s.description(), s.day(), origin=s.now()
    ),
    lambda s: s.crm.correct_partner_description(
        s.one_of(s.partners), s.description(), "väärin", origin=s.now()
    ),
    lambda s: s.crm.move_partner_stage(
        s.one_of(s.partners), s.random.choice(list(Stage)), s.day(), "sovittu", origin=s.now()
    ),
    lambda s: s.crm.give_partner_identifier(
        s.one_of(s.partners), "eu-pic", str(s.random.randint(1, 10**8)), origin=s.now()
    ),
    lambda s: s.crm.correct_partner_identifiers(
        s.one_of(s.partners), {"eu-pic": s.number()}, "väärin", origin=s.now()
    ),
    lambda s: s.crm.assign_steward(
        s.one_of(s.partners), s.one_of(s.colleagues), s.day(2022, 2026), origin=s.now()
    ),
    lambda s: correct_beginning(
        s.crm,
        s.one_of([*s.partners, *s.units, *s.colleagues, *s.networks]),
        s.random.choice([None, s.day(2005, 2017)]),
        "väärin",
        origin=s.now(),
    ),
    lambda s: s.crm.rename_unit(
        s.one_of(s.units), Names(s.name(), None, s.name()), s.day(), origin=s.now()
    ),
    lambda s: s.crm.correct_unit_names(
        s.one_of(s.units), Names(s.name(), None, s.name()), "väärin", origin=s.now()
    ),
    lambda s: s.crm.assign_colleague(
        s.one_of(s.colleagues), s.random.choice([None, *s.units]), s.day(), origin=s.now()
    ),
    lambda s: s.crm.give_position(
        s.one_of(s.colleagues), s.random.choice(list(Position)), s.day(), origin=s.now()
    ),
    lambda s: s.crm.correct_colleague_name(
        s.one_of(s.colleagues), s.name(), "väärin", origin=s.now()
    ),
    lambda s: s.crm.rename_network(s.one_of(s.networks), s.name(), s.day(), origin=s.now()),
    lambda s: s.crm.correct_network_name(s.one_of(s.networks), s.name(), "väärin", origin=s.now()),
    lambda s: s.crm.set_network_purpose(s.one_of(s.networks), s.name(), origin=s.now()),
    lambda s: s.crm.join_network(
        s.one_of(s.networks), s.party(), "member", s.day(2016, 2019), origin=s.now()
    ),
    *[_departures] * 2,
    lambda s: s.crm.start_project(s.one_of(s.projects), s.day(), origin=s.now()),
    lambda s: s.crm.retitle_project(s.one_of(s.projects), s.name(), s.day(), origin=s.now()),
    lambda s: s.crm.correct_project_title(s.one_of(s.projects), s.name(), "väärin", origin=s.now()),
    lambda s: s.crm.set_project_goal(
        s.one_of(s.projects), s.name(), (s.random.choice(THEMES),), origin=s.now()
    ),
    lambda s: s.crm.extend_project(
        s.one_of(s.projects), s.day(2024, 2026), "jatkoaika", origin=s.now()
    ),
    lambda s: s.crm.correct_project_period(
        s.one_of(s.projects), *s.span(), "väärin", origin=s.now()
    ),
    lambda s: s.crm.reschedule_engagement(
        s.one_of(s.engagements), s.day(), None, "siirtyi", origin=s.now()
    ),
    lambda s: s.crm.correct_engagement_days(
        s.one_of(s.engagements), s.day(), None, "väärin", origin=s.now()
    ),
    lambda s: s.crm.correct_engagement_title(
        s.one_of(s.engagements), s.name(), "väärin", origin=s.now()
    ),
    lambda s: s.crm.describe_engagement(
        s.one_of(s.engagements), s.outline(), "sovittu", origin=s.now()
    ),
    lambda s: s.crm.correct_engagement_description(
        s.one_of(s.engagements), s.outline(), "väärin", origin=s.now()
    ),
    lambda s: s.crm.mark_sensitive(s.one_of(s.engagements), "väkivaltatyötä", origin=s.now()),
    lambda s: s.crm.lift_sensitivity(s.one_of(s.engagements), "yleinen luento", origin=s.now()),
    lambda s: s.crm.deliver_engagement(
        s.one_of(s.engagements), s.heads(), today=TODAY, origin=s.now()
    ),
    *[_recounts] * 3,
]

ENDINGS: list[Act] = [
    lambda s: s.crm.withdraw_participation(*s.participation(), "ei ollut", origin=s.now()),
    lambda s: s.crm.withdraw_participation(*s.participation(), "ei ollut", origin=s.now()),
    lambda s: s.crm.close_unit(s.one_of(s.units), Day("2025"), origin=s.now()),
    lambda s: s.crm.see_colleague_off(s.one_of(s.colleagues), Day("2025-03"), origin=s.now()),
    lambda s: s.crm.dissolve_network(s.one_of(s.networks), Day("2025"), origin=s.now()),
    lambda s: s.crm.complete_project(s.one_of(s.projects), Day("2025"), origin=s.now()),
    lambda s: s.crm.cancel_project(s.one_of(s.projects), Day("2024"), "rahat", origin=s.now()),
    lambda s: s.crm.cancel_engagement(s.one_of(s.engagements), "sairaus", origin=s.now()),
    lambda s: s.crm.withdraw_partner(s.one_of(s.partners), "tupla", origin=s.now()),
    _slips,
    lambda s: s.crm.withdraw_unit(s.one_of(s.units), "tupla", origin=s.now()),
    lambda s: s.crm.withdraw_colleague(s.one_of(s.colleagues), "tupla", origin=s.now()),
    lambda s: s.crm.withdraw_network(s.one_of(s.networks), "tupla", origin=s.now()),
    lambda s: s.crm.withdraw_project(s.one_of(s.projects), "tupla", origin=s.now()),
    lambda s: s.crm.withdraw_engagement(s.one_of(s.engagements), "tupla", origin=s.now()),
    lambda s: s.crm.count_role("host", counts=False, origin=s.now()),
    lambda s: s.crm.count_role("host", counts=True, origin=s.now()),
]
