"""What is stored stays readable: no event changes its shape, and no value its spelling.

An event that has to change takes a new topic, and the old one an upcast in crm/log/upcasts.py.
"""

import inspect
import pkgutil
import re
import textwrap
from collections.abc import Iterator
from dataclasses import fields
from importlib import import_module
from typing import Any

from eventsourcing.domain import Aggregate

import domain
from domain.account import Role
from domain.attendance import Headcount
from domain.colleague import Position
from domain.contact import Basis, Purpose
from domain.engagement import EngagementState, Form
from domain.names import Names
from domain.outline import Outline
from domain.partner import Description, Stage
from domain.project import ProjectState
from domain.vocabulary import Term

HOLD = "\N{NO-BREAK SPACE}"
OF_EVERY_EVENT = ["originator_id", "originator_version", "timestamp"]


def aggregates() -> Iterator[type[Aggregate]]:
    for module in pkgutil.iter_modules(domain.__path__, "domain."):
        for kind in vars(import_module(module.name)).values():
            if isinstance(kind, type) and issubclass(kind, Aggregate) and "TOPIC" in vars(kind):
                yield kind


def events() -> dict[str, type[Any]]:
    """Return every kind of event by its topic."""
    kinds = [kind for aggregate in aggregates() for kind in vars(aggregate).values()]
    return {kind.TOPIC: kind for kind in kinds if getattr(kind, "TOPIC", None)}


def first_events() -> dict[str, str]:
    """Return the topic of the first event of every kind of aggregate by the latter's topic."""
    kinds: list[Any] = list(aggregates())
    return {kind.TOPIC: kind.Created.TOPIC for kind in kinds}


def shape(kind: type[Any]) -> str:
    own = [
        field for field in fields(kind) if field.name not in [*OF_EVERY_EVENT, "originator_topic"]
    ]
    return ", ".join(f"{field.name}:{HOLD}{type_name(field.type)}" for field in own)


def type_name(annotation: Any) -> str:
    return re.sub(r"\b[a-z_]+\.\b| ", "", inspect.formatannotation(annotation))


def table(shapes: dict[str, str]) -> str:
    """Write names with their shapes beneath, as wide as a line of code may be."""
    wide = "".join(
        f"{name}\n{textwrap.indent(textwrap.fill(shapes[name], 92), '    ')}\n"
        for name in sorted(shapes)
    )
    return wide.replace(HOLD, " ")


EVENTS = """\
crm.account.closed.v1

crm.account.new_beginning_allowed.v1

crm.account.opened.v1
    role: Role, colleague_id: UUID|None, project_id: UUID|None
crm.account.reopened.v1

crm.account.role_given.v1
    role: Role, project_id: UUID|None
crm.colleague.assigned_to_unit.v1
    unit_id: UUID|None, assigned_on: Day
crm.colleague.assignment_withdrawn.v1
    unit_id: UUID|None, from_on: Day|None, corrects: int
crm.colleague.beginning_corrected.v1
    since_on: Day|None, corrects: int
crm.colleague.erased.v1

crm.colleague.joined.v2
    position: Position, unit_id: UUID|None, joined_on: Day|None
crm.colleague.leaving_withdrawn.v1
    corrects: int
crm.colleague.left.v1
    left_on: Day
crm.colleague.name_corrected.v2

crm.colleague.position_given.v1
    position: Position, given_on: Day
crm.colleague.position_withdrawn.v1
    position: Position, from_on: Day|None, corrects: int
crm.colleague.withdrawn.v2

crm.contact.added.v1
    partner_id: UUID, fields: tuple[str,...], since_on: Day|None
crm.contact.consent_recorded.v1
    basis: Basis, purpose: Purpose, text_version: str, given_on: Day
crm.contact.consent_withdrawn.v1
    purpose: Purpose, withdrawn_on: Day
crm.contact.details_changed.v1
    fields: tuple[str,...]
crm.contact.erased.v1

crm.contact.left.v1
    left_on: Day
crm.contact.moved.v1
    partner_id: UUID, moved_on: Day
crm.contact.never_took_part.v1
    engagement_id: UUID
crm.contact.position_corrected.v1
    partner_id: UUID, since_on: Day|None
crm.contact.took_part.v1
    engagement_id: UUID
crm.engagement.agreed.v1
    form: Form, title: str, starts_on: Day, ends_on: Day, themes: tuple[str,...],
    place: str|None, remote: bool, language: str|None, project_id: UUID|None,
    network_id: UUID|None, identifiers: dict[str,str]
crm.engagement.attendance_corrected.v1
    attendance: tuple[Headcount,...], corrects: int, reason: str
crm.engagement.cancelled.v1
    reason: str
crm.engagement.days_corrected.v1
    starts_on: Day, ends_on: Day, corrects: int, reason: str
crm.engagement.delivered.v1
    attendance: tuple[Headcount,...]
crm.engagement.described.v1
    outline: Outline, reason: str
crm.engagement.description_corrected.v1
    outline: Outline, reason: str, corrects: int
crm.engagement.marked_sensitive.v1
    reason: str|None
crm.engagement.participation_corrected.v1
    participation: int, party_id: UUID, role: str, from_on: Day|None, until_on: Day|None,
    corrects: int, reason: str
crm.engagement.participation_withdrawn.v1
    participation: int, party_id: UUID, role: str, corrects: int, reason: str
crm.engagement.party_changed_role.v1
    participation: int, party_id: UUID, role: str, from_on: Day|None, until_on: Day|None,
    former: int, former_role: str, former_from_on: Day|None
crm.engagement.party_joined.v1
    participation: int, party_id: UUID, role: str, from_on: Day|None, until_on: Day|None
crm.engagement.party_left.v1
    participation: int, party_id: UUID, role: str, from_on: Day|None, until_on: Day|None,
    reason: str
crm.engagement.rescheduled.v1
    starts_on: Day, ends_on: Day, reason: str
crm.engagement.sensitivity_lifted.v1
    reason: str
crm.engagement.state_corrected.v1
    corrects: int, reason: str, state: EngagementState
crm.engagement.title_corrected.v1
    title: str, corrects: int, reason: str
crm.engagement.withdrawn.v1
    reason: str
crm.import.begun.v2
    profile: str, files: tuple[str,...]
crm.import.finished.v1
    rows: int, refused: int
crm.import.undone.v1
    reason: str, withdrawn: int|None, restored: int|None, left: int|None
crm.network.beginning_corrected.v1
    since_on: Day|None, corrects: int, reason: str
crm.network.dissolution_withdrawn.v1
    corrects: int, reason: str
crm.network.dissolved.v1
    dissolved_on: Day
crm.network.founded.v1
    name: str, purpose: str, founded_on: Day|None
crm.network.leaving_withdrawn.v1
    party_id: UUID, corrects: int, reason: str
crm.network.member_joined.v1
    party_id: UUID, role: str, joined_on: Day|None
crm.network.member_left.v1
    party_id: UUID, left_on: Day
crm.network.membership_withdrawn.v1
    party_id: UUID, corrects: int, reason: str
crm.network.name_corrected.v1
    name: str, from_on: Day|None, corrects: int, reason: str
crm.network.purpose_corrected.v1
    purpose: str, corrects: int, reason: str
crm.network.purpose_set.v1
    purpose: str
crm.network.renamed.v1
    name: str, renamed_on: Day
crm.network.withdrawn.v1
    reason: str
crm.partner.beginning_corrected.v1
    since_on: Day|None, corrects: int, reason: str
crm.partner.described.v1
    description: Description, described_on: Day
crm.partner.description_corrected.v1
    description: Description, from_on: Day|None, corrects: int, reason: str
crm.partner.identifier_corrected.v1
    scheme: str, value: str|None, corrects: int, reason: str
crm.partner.identifier_given.v1
    scheme: str, value: str
crm.partner.name_corrected.v1
    name: str, from_on: Day|None, corrects: int, reason: str
crm.partner.placed_under.v1
    parent_id: UUID|None, placed_on: Day
crm.partner.placement_withdrawn.v1
    parent_id: UUID|None, from_on: Day, corrects: int, reason: str
crm.partner.registered.v1
    name: str, description: Description, identifiers: dict[str,str], stage: Stage,
    since_on: Day|None
crm.partner.renamed.v1
    name: str, renamed_on: Day
crm.partner.stage_move_withdrawn.v1
    stage: Stage, from_on: Day, corrects: int, reason: str
crm.partner.stage_moved.v1
    stage: Stage, moved_on: Day, reason: str
crm.partner.steward_assigned.v1
    colleague_id: UUID, assigned_on: Day
crm.partner.stewardship_withdrawn.v1
    colleague_id: UUID|None, from_on: Day, corrects: int, reason: str
crm.partner.withdrawn.v1
    reason: str
crm.project.cancelled.v1
    cancelled_on: Day, reason: str
crm.project.completed.v1
    completed_on: Day
crm.project.extended.v1
    starts_on: Day|None, ends_on: Day, reason: str
crm.project.goal_corrected.v1
    goal: str, themes: tuple[str,...], corrects: int, reason: str
crm.project.goal_set.v1
    goal: str, themes: tuple[str,...]
crm.project.participation_corrected.v1
    participation: int, party_id: UUID, role: str, from_on: Day|None, until_on: Day|None,
    corrects: int, reason: str
crm.project.participation_withdrawn.v1
    participation: int, party_id: UUID, role: str, corrects: int, reason: str
crm.project.party_changed_role.v1
    participation: int, party_id: UUID, role: str, from_on: Day|None, until_on: Day|None,
    former: int, former_role: str, former_from_on: Day|None
crm.project.party_joined.v1
    participation: int, party_id: UUID, role: str, from_on: Day|None, until_on: Day|None
crm.project.party_left.v1
    participation: int, party_id: UUID, role: str, from_on: Day|None, until_on: Day|None,
    reason: str
crm.project.period_corrected.v1
    starts_on: Day|None, ends_on: Day|None, corrects: int, reason: str
crm.project.planned.v1
    title: str, starts_on: Day|None, ends_on: Day|None, goal: str, themes: tuple[str,...],
    identifiers: dict[str,str]
crm.project.retitled.v1
    title: str, retitled_on: Day
crm.project.started.v1
    started_on: Day
crm.project.state_corrected.v1
    corrects: int, reason: str, state: ProjectState
crm.project.title_corrected.v1
    title: str, corrects: int, reason: str
crm.project.withdrawn.v1
    reason: str
crm.unit.beginning_corrected.v1
    since_on: Day|None, corrects: int, reason: str
crm.unit.closed.v1
    closed_on: Day
crm.unit.closing_withdrawn.v1
    corrects: int, reason: str
crm.unit.names_corrected.v1
    names: Names, from_on: Day|None, corrects: int, reason: str
crm.unit.opened.v1
    names: Names, opened_on: Day|None, parent_id: UUID|None
crm.unit.placed_under.v1
    parent_id: UUID|None, placed_on: Day
crm.unit.placement_withdrawn.v1
    parent_id: UUID|None, from_on: Day, corrects: int, reason: str
crm.unit.renamed.v1
    names: Names, renamed_on: Day
crm.unit.withdrawn.v1
    reason: str
crm.vocabulary.merge_withdrawn.v1
    code: str
crm.vocabulary.role_counted.v1
    code: str, counts: bool
crm.vocabulary.set_up.v1
    code: str, terms: tuple[Term,...]
crm.vocabulary.term_added.v1
    term: Term
crm.vocabulary.term_merged.v1
    code: str, into: str
crm.vocabulary.term_renamed.v1
    code: str, names: Names
crm.vocabulary.term_retired.v1
    code: str
"""

VALUES = """\
Description
    kind: str, sectors: tuple[str,...], municipality: str|None, country: str|None,
    languages: tuple[str,...], web: str|None
Headcount
    people: int, group: str, sector: str|None
Names
    fi: str, sv: str|None, en: str|None
Outline
    form: Form, themes: tuple[str,...], place: str|None, remote: bool, language: str|None,
    project_id: UUID|None, network_id: UUID|None
Term
    code: str, names: Names, counts: bool, retired: bool, into: str|None
"""

WORDS = {
    Basis: ["consent", "contract", "legitimate_interest", "legal_obligation"],
    Purpose: ["cooperation", "invitations", "newsletter", "research"],
    Form: ["session", "seminar", "meeting"],
    EngagementState: ["agreed", "delivered", "cancelled"],
    ProjectState: ["planned", "under_way", "completed", "cancelled"],
    Position: ["coordinator", "project_lead", "leadership", "expert"],
    Role: ["coordinator", "project_lead", "leadership", "administrator", "guest"],
    Stage: ["prospect", "active", "dormant", "ended"],
}
AGGREGATES = {
    "crm.account.v1": "crm.account.opened.v1",
    "crm.colleague.v1": "crm.colleague.joined.v2",
    "crm.contact.v1": "crm.contact.added.v1",
    "crm.engagement.v1": "crm.engagement.agreed.v1",
    "crm.import.v1": "crm.import.begun.v2",
    "crm.network.v1": "crm.network.founded.v1",
    "crm.partner.v1": "crm.partner.registered.v1",
    "crm.project.v1": "crm.project.planned.v1",
    "crm.unit.v1": "crm.unit.opened.v1",
    "crm.vocabulary.v1": "crm.vocabulary.set_up.v1",
}


def test_no_event_changes_its_shape() -> None:
    assert EVENTS == table({topic: shape(kind) for topic, kind in events().items()})


def test_no_value_in_an_event_changes_its_shape() -> None:
    values = [Description, Headcount, Names, Outline, Term]

    assert VALUES == table({value.__name__: shape(value) for value in values})


def test_no_word_in_an_event_is_respelt() -> None:
    assert WORDS == {kind: [kind(word).value for word in words] for kind, words in WORDS.items()}


def test_no_aggregate_changes_its_topic_or_its_first_event() -> None:
    assert AGGREGATES == first_events()


def test_every_event_says_of_what_it_is_and_when_it_was_said() -> None:
    envelopes = [[field.name for field in fields(kind)][:3] for kind in events().values()]

    assert all(OF_EVERY_EVENT == envelope for envelope in envelopes)


def test_the_first_event_alone_says_what_kind_of_aggregate_it_is_of() -> None:
    first = {
        topic
        for topic, kind in events().items()
        if "originator_topic" in [field.name for field in fields(kind)]
    }

    assert set(AGGREGATES.values()) == first
