"""Taking a whole import back: what it said is withdrawn or said as it was before."""

from collections.abc import Callable, Iterator
from itertools import groupby
from typing import Any
from uuid import UUID, uuid5

from eventsourcing.domain import Aggregate

from crm.application import CRM
from crm.carried import take_away
from crm.imports.run import chunks
from crm.imports.undo_contacts import take_contact_back
from crm.log import Entry, Origin
from crm.log.recorder import Rule
from crm.projections.contacts.questions import employers_among
from crm.projections.directory import questions as directory
from crm.projections.membership import members_among
from crm.projections.participation import questions as participation
from domain.activity import Activity, Joined
from domain.contact import Contact
from domain.engagement import Engagement
from domain.import_run import ImportRun
from domain.partner import Partner
from domain.project import Project
from domain.text import line

CHUNK = 200
Progress = Callable[[int], None]


def undo(
    crm: CRM,
    run_id: UUID,
    *,
    actor: str,
    reason: str,
    progress: Progress = lambda done: None,
) -> dict[str, int]:
    """Take an import back, and return how many things were withdrawn, restored, and left.

    What others have built on since is left as it is. Raises NotFound, AlreadyUndone.
    """
    run = crm.get(ImportRun, run_id)
    run.check_not_undone()
    reason = line(reason, "reason")
    counts = {"withdrawn": 0, "restored": 0, "left": 0}
    done = 0
    for number, chunk in enumerate(_chunks(crm, run_id)):
        needed, rules = _needed(crm, [subject for subject, _ in chunk]), list[Rule]()
        changed = [
            _take_back(crm, subject, entries, reason, counts, needed, rules)
            for subject, entries in chunk
        ]
        origin = Origin(actor, "job", uuid5(run_id, f"undo {number}"))
        if taken_back := [one for one in changed if one]:
            crm.record(*taken_back, origin=origin, rules=rules)
        done += len(chunk)
        progress(done)
    # Contacts that came by it are erased.
    take_away(crm.data)
    run.undo(reason, **counts)
    crm.record(run, origin=Origin(actor, "job", uuid5(run_id, "undo")))
    return counts


def _chunks(crm: CRM, run_id: UUID) -> Iterator[list[tuple[UUID, list[Entry]]]]:
    """Give some subjects at a time, no activity together with those who took part in it."""
    for _, alike in groupby(_by_subject(crm, run_id), key=lambda one: _rank(one[1][0])):
        yield from chunks(alike, CHUNK)


def _by_subject(crm: CRM, run_id: UUID) -> list[tuple[UUID, list[Entry]]]:
    """Group the entries of an import by what they are about, activities first."""
    entries = [entry for entry in crm.entries_of(run_id) if entry.originator_id != run_id]
    entries.sort(key=lambda entry: (_rank(entry), str(entry.originator_id), entry.position))
    grouped = groupby(entries, key=lambda entry: entry.originator_id)
    return [(subject, list(found)) for subject, found in grouped]


def _rank(entry: Entry) -> int:
    return entry.topic.startswith("crm.partner.")


def _needed(crm: CRM, ids: list[UUID]) -> set[UUID]:
    """Return what others have built on; the import's own activities are withdrawn by now."""
    return (
        participation.needed(crm.database, ids)
        | members_among(crm.database, ids)
        | directory.parents_among(crm.database, ids)
        | employers_among(crm.database, ids)
    )


def _take_back(
    crm: CRM,
    subject: UUID,
    entries: list[Entry],
    reason: str,
    counts: dict[str, int],
    needed: set[UUID],
    rules: list[Rule],
) -> Aggregate | None:
    found: Any = crm.repository.get(subject)
    new = entries[0].originator_version == 1
    if isinstance(found, Contact):
        counted, said = take_contact_back(crm, found, entries)
        counts[counted] += 1
        rules += said
        return found if said else None
    if new and getattr(found, "withdrawn", False):
        # Taken back already, before this was cut off or by hand.
        counts["withdrawn"] += 1
        return None
    touched = found.version > entries[-1].originator_version or (new and subject in needed)
    if touched or not isinstance(found, Partner | Project | Engagement):
        counts["left"] += 1
        return None
    if new:
        found.withdraw(reason)
        counts["withdrawn"] += 1
        return found
    before: Any = crm.repository.get(subject, version=entries[0].originator_version - 1)
    _restore(found, before, entries, reason)
    counts["restored"] += 1
    return found


def _restore(found: Any, before: Any, entries: list[Entry], reason: str) -> None:
    """Say that what the import changed was wrong."""
    if isinstance(found, Partner):
        found.correct_name(before.name, reason)
        found.correct_description(before.description, reason)
    if isinstance(found, Activity):
        for entry in entries:
            if isinstance(entry.event, Joined):
                _restore_participation(found, before, entry.event.participation, reason)
        found.correct_title(before.title, reason)  # type: ignore[attr-defined]
    if isinstance(found, Project):
        found.correct_period(before.starts_on, before.ends_on, reason)
        if (before.goal, before.themes) != (found.goal, found.themes):
            found.set_goal(before.goal, before.themes)
    if isinstance(found, Engagement):
        found.correct_days(before.starts_on, before.ends_on, reason)
        found.correct_description(before.outline, reason)


def _restore_participation(found: Activity, before: Activity, number: int, reason: str) -> None:
    was = before.participations.by_number.get(number)
    if number not in found.participations.by_number:
        return
    if was is None:
        found.withdraw_participation(number, reason)
    else:
        found.correct_participation(number, was.role, was.from_on, was.until_on, reason)
