"""The whole story, in the order it was recorded."""

from collections.abc import Iterator, Mapping
from datetime import date

from crm.demo.cast import Step
from crm.demo.colleagues import welcome_colleagues
from crm.demo.contacts import meet_contacts
from crm.demo.corrections import correct, wrong
from crm.demo.engagements import chosen
from crm.demo.happenings import change_partners, scripted
from crm.demo.networks import found_networks, meetings
from crm.demo.partners import register_partners
from crm.demo.plan import Plan, tell
from crm.demo.project_lives import project_work, run_projects
from crm.demo.relationships import begin_relationships, turn_relationships
from crm.demo.story import Story
from crm.demo.units import open_units
from crm.demo.years import Years

ENGAGEMENTS = 400


def script(until: date) -> list[Step]:
    """Write the story that leads up to a day; the same for the same day."""
    story = Story(Years(until))
    open_units(story)
    welcome_colleagues(story)
    register_partners(story)
    turn_relationships(story)
    change_partners(story)
    found_networks(story)
    run_projects(story)
    plans = _plans(story)
    for key, plan in plans.items():
        tell(story, key, plan)
    correct(story, plans)
    begin_relationships(story, _firsts(story, plans))
    meet_contacts(story, plans)
    return sorted(story.steps, key=lambda step: step.at)


def _plans(story: Story) -> Mapping[str, Plan]:
    named = {**wrong(story), **scripted(story)}
    planned = [*meetings(story), *project_work(story)]
    rest = chosen(story, ENGAGEMENTS - len(named) - len(planned))
    return {**named, **{f"{plan.title}, {plan.on}": plan for plan in [*planned, *rest]}}


def _firsts(story: Story, plans: Mapping[str, Plan]) -> dict[str, tuple[date, str]]:
    held = sorted(_held(story, plans), key=lambda plan: plan.held_on)
    firsts: dict[str, tuple[date, str]] = {}
    for plan in held:
        for name, _ in plan.parties:
            firsts.setdefault(name, (plan.held_on, plan.title))
    return firsts


def _held(story: Story, plans: Mapping[str, Plan]) -> Iterator[Plan]:
    for plan in plans.values():
        if not plan.cancelled and plan.held_on < story.years.until:
            yield plan
