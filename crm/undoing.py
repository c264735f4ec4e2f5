"""Undoing one fact: what was so before is said again, or what never was is withdrawn."""

from collections.abc import Callable
from dataclasses import asdict
from typing import Any
from uuid import UUID

from crm import vault
from crm.application import CRM
from crm.log import Origin, Receipt
from crm.log.recorder import Rule
from crm.projections.contacts.rules import nobody_is_erased
from crm.projections.directory import questions as directory
from crm.projections.directory import rules
from crm.withdrawing import all_stand
from domain.activity import PART, ROLE
from domain.aspects import END
from domain.beginning import BEGINNING
from domain.colleague import Colleague
from domain.delivery import ATTENDANCE
from domain.engagement import Engagement
from domain.identified import NUMBER
from domain.network import MEMBER, Network
from domain.partner import Partner
from domain.progress import STATE
from domain.project import Project
from domain.refusal import IsWithdrawn
from domain.relationship import StewardIsErased
from domain.text import line
from domain.undoing import ALL, Undoable, Undoing
from domain.unit import Unit


def undo(
    crm: CRM,
    subject_id: UUID,
    number: int,
    reason: str,
    *,
    version: int | None = None,
    origin: Origin,
) -> Receipt:
    """Undo the fact that has a number among those about something.

    Raises SaidAnew, UndoneAlready, NotUndoable, IsWithdrawn, StewardIsErased, StillNeeded,
    IdentifierTaken, OwnDescendant, or whatever stands in the way of the correction that undoes it.
    """
    found = crm.get(Undoable, subject_id, version)
    undoing = found.undoing(number)
    if undoing.about == ALL:
        return _withdrawal(crm, found)(subject_id, reason, origin=origin)
    check_may_be_so(crm, undoing)
    what_holds = _take_back(crm, found, undoing, reason)
    if named := _named_again(undoing):
        what_holds.append(all_stand(named))
    return crm.record(found, origin=origin, rules=what_holds)


def check_may_be_so(crm: CRM, undoing: Undoing) -> None:
    """Raise IsWithdrawn where what would be so again names what was recorded in error.

    Raises StewardIsErased where it names somebody who was erased.
    """
    things = [crm.get(Undoable, one) for one in _named_again(undoing)]
    if any(one.withdrawn for one in things):
        raise IsWithdrawn
    if any(isinstance(one, Colleague) and one.erased for one in things):
        raise StewardIsErased


def _named_again(undoing: Undoing) -> list[UUID]:
    """Return what else would be named by what is so afterwards."""
    again = undoing.again
    if undoing.about == "description":
        return [value for value in asdict(again).values() if isinstance(value, UUID)]
    if undoing.about == MEMBER:
        return [undoing.of] if again else []
    return [again] if isinstance(again, UUID) else []


def _withdrawal(crm: CRM, found: Undoable) -> Callable[..., Receipt]:
    """Return the command that withdraws something of its kind."""
    commands: dict[type, Callable[..., Receipt]] = {
        Partner: crm.withdraw_partner,
        Unit: crm.withdraw_unit,
        Colleague: crm.withdraw_colleague,
        Network: crm.withdraw_network,
        Project: crm.withdraw_project,
        Engagement: crm.withdraw_engagement,
    }
    return commands[type(found)]


def _take_back(crm: CRM, found: Any, undoing: Undoing, reason: str) -> list[Rule]:
    """Let it decide on the correction, and return what has to hold for that.

    Terms that were retired since may stand again, as they do wherever they were used.
    """
    if undoing.about in {PART, ROLE}:
        _take_back_part(found, undoing, reason)
        return []
    if undoing.about == "parent":
        below = directory.descendants(crm.database, found.id)
        found.withdraw_placement(reason, below=below)
        return [rules.is_not_below(undoing.again, found.id)]
    if undoing.about == NUMBER:
        found.correct_identifier(undoing.of, undoing.again or "", reason)
        held = {undoing.of: undoing.again} if undoing.again else {}
        return [rules.identifiers_are_free(held, found.id)]
    CORRECTIONS[undoing.about](found, undoing, reason)
    if isinstance(found, Colleague):  # of whom no free text is in the log
        return [vault.keeping(found.id, {"reason": line(reason, "reason")})]
    is_person = undoing.about == "steward" and undoing.again
    return [nobody_is_erased([undoing.again])] if is_person else []


def _take_back_part(found: Any, undoing: Undoing, reason: str) -> None:
    again, is_role = undoing.again, undoing.about == ROLE
    former, new = undoing.of if is_role else (undoing.of, undoing.of)
    if again:
        found.correct_participation(former, again.role, again.from_on, again.until_on, reason)
    if is_role or not again:
        found.withdraw_participation(new, reason)


def _correct_days(found: Any, undoing: Undoing, reason: str) -> None:
    starts_on, ends_on = undoing.again
    correct = found.correct_period if isinstance(found, Project) else found.correct_days
    correct(starts_on, ends_on, reason)


CORRECTIONS: dict[str, Callable[[Any, Undoing, str], None]] = {
    "name": lambda found, undoing, reason: found.correct_name(undoing.again, reason),
    "names": lambda found, undoing, reason: found.correct_names(undoing.again, reason),
    "title": lambda found, undoing, reason: found.correct_title(undoing.again, reason),
    "goal": lambda found, undoing, reason: found.correct_goal(*undoing.again, reason),
    "purpose": lambda found, undoing, reason: found.correct_purpose(undoing.again, reason),
    "days": _correct_days,
    "description": lambda found, undoing, reason: found.correct_description(undoing.again, reason),
    ATTENDANCE: lambda found, undoing, reason: found.correct_attendance(undoing.again, reason),
    BEGINNING: lambda found, undoing, reason: found.correct_beginning(undoing.again, reason),
    STATE: lambda found, _, reason: found.correct_state(reason),
    "stage": lambda found, _, reason: found.withdraw_stage_move(reason),
    "steward": lambda found, _, reason: found.withdraw_stewardship(reason),
    "unit": lambda found, _, reason: found.withdraw_assignment(reason),
    "position": lambda found, _, reason: found.withdraw_position(reason),
    MEMBER: lambda found, undoing, reason: found.correct_membership(undoing.of, reason),
    END: lambda found, _, reason: found.withdraw_end(reason),
}
