"""Every command about contacts, given in any order, the same each time."""

from collections.abc import Callable
from contextlib import suppress

from domain.contact import Basis, Purpose
from domain.day import Day
from domain.details import Details
from domain.refusal import Refusal
from tests.crm.story import Story

Act = Callable[[Story], object]


def tell_of_people(story: Story, commands: int) -> None:
    """Get to know ten people, and say so many things about them."""
    for _ in range(10):
        _give(story, Story.meet)
    for _ in range(commands):
        _give(story, story.random.choice(ACTS))
    for act in ACTS * 8:
        _give(story, act)
    _give(story, lambda s: s.crm.forget_contact(s.one_of(s.contacts), origin=s.now()))
    for _ in range(3):
        _forget_colleague(story)


def _forget_colleague(story: Story) -> None:
    """Forget somebody whose name was corrected before, and then say when they left."""
    crm, colleague = story.crm, story.one_of(story.colleagues)
    acts: list[Act] = [
        lambda s: crm.correct_colleague_name(colleague, s.name(), "väärin", origin=s.now()),
        lambda s: crm.forget_colleague(colleague, origin=s.now()),
        lambda s: crm.see_colleague_off(colleague, Day("2025-04"), origin=s.now()),
    ]
    for act in acts:
        _give(story, act)


def _give(story: Story, act: Act) -> None:
    with suppress(Refusal):
        act(story)


def _purpose(story: Story) -> Purpose:
    return story.random.choice(list(Purpose))


ACTS: list[Act] = [
    lambda s: s.crm.change_contact_details(s.one_of(s.contacts), Details(s.name()), origin=s.now()),
    lambda s: s.crm.move_contact(
        s.one_of(s.contacts), s.one_of(s.partners), s.day(2019, 2026), origin=s.now()
    ),
    lambda s: s.crm.correct_contact_position(
        s.one_of(s.contacts), s.one_of(s.partners), s.day(2012, 2026), origin=s.now()
    ),
    lambda s: s.crm.see_contact_off(s.one_of(s.contacts), s.day(2020, 2026), origin=s.now()),
    lambda s: s.crm.record_consent(
        s.one_of(s.contacts),
        s.random.choice(list(Basis)),
        _purpose(s),
        s.random.choice(["1", "2"]),
        s.day(),
        origin=s.now(),
    ),
    lambda s: s.crm.withdraw_consent(s.one_of(s.contacts), _purpose(s), s.day(), origin=s.now()),
    lambda s: s.crm.say_which_contacts_came(
        s.one_of(s.engagements), s.random.sample(s.contacts, 3), origin=s.now()
    ),
    lambda s: s.crm.say_which_contacts_came(s.one_of(s.engagements), [], origin=s.now()),
]
