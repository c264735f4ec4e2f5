"""Taking a whole import back: what it said is withdrawn or said as it was before."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any
from uuid import UUID, uuid5

from eventsourcing.domain import Aggregate

from crm.access import Viewer
from crm.access.restricted import restricted
from crm.application import CRM
from crm.erasing import erase_contacts, finish
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
    viewer: Viewer | None = None,
    progress: Progress = lambda done: None,
) -> dict[str, int]:
    """Take an import back, and return how many things were withdrawn, restored, and left.

    What others have built on since is left as it is, and where it is a viewer who does, what is
    restricted to them. Contacts that were new are erased. Raises NotFound, AlreadyUndone, NoLedger,
    LedgerIsUnwritable.
    """
    run = crm.get(ImportRun, run_id)
    run.check_not_undone()
    reason = line(reason, "reason")
    if crm.ledger:
        # Whom an undoing that was cut off had written down goes, whatever was said of them since.
        finish(crm, crm.ledger)
    undoing, done = _Undoing(crm, reason, viewer), 0
    for number, chunk in enumerate(_chunks(crm, run_id)):
        # Somebody else may reach what who began this couldn't: it is another command.
        named = f"{number} {actor}"
        undoing.take_back(chunk, Origin(actor, "job", uuid5(run_id, f"undo {named}")))
        undoing.erase(Origin(actor, "job", uuid5(run_id, f"erase {named}")))
        done += len(chunk)
        progress(done)
    run.undo(reason, **undoing.counts)
    crm.record(run, origin=Origin(actor, "job", uuid5(run_id, "undo")))
    return undoing.counts


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


@dataclass
class _Undoing:
    """What is being taken back, and what has come of it so far."""

    crm: CRM
    reason: str
    viewer: Viewer | None
    counts: dict[str, int] = field(
        default_factory=lambda: {"withdrawn": 0, "restored": 0, "left": 0}
    )
    # Of the latest chunk: what the vault is to do, and who is to be erased.
    rules: list[Rule] = field(default_factory=list)
    gone: list[UUID] = field(default_factory=list)

    def take_back(self, chunk: list[tuple[UUID, list[Entry]]], origin: Origin) -> None:
        """Take back what was said of some things, but for whom that erases."""
        ids = [subject for subject, _ in chunk]
        hidden, needed = restricted(self.crm.database, self.viewer, ids), _needed(self.crm, ids)
        self.rules, self.gone = [], []
        changed = [
            self._take_back(subject, entries, hidden=subject in hidden, needed=subject in needed)
            for subject, entries in chunk
        ]
        if taken_back := [one for one in changed if one]:
            self.crm.record(*taken_back, origin=origin, rules=self.rules)

    def erase(self, origin: Origin) -> None:
        """Erase who is to be."""
        if self.gone:
            erase_contacts(self.crm, self.gone, origin=origin)

    def _take_back(
        self, subject: UUID, entries: list[Entry], *, hidden: bool, needed: bool
    ) -> Aggregate | None:
        found: Any = self.crm.repository.get(subject)
        new = entries[0].originator_version == 1
        if isinstance(found, Contact):
            return self._take_contact_back(found, entries)
        if new and getattr(found, "withdrawn", False):
            # Taken back already, before this was cut off or by hand.
            self.counts["withdrawn"] += 1
            return None
        touched = found.version > entries[-1].originator_version or (new and needed)
        if hidden or touched or not isinstance(found, Partner | Project | Engagement):
            self.counts["left"] += 1
            return None
        if new:
            found.withdraw(self.reason)
            self.counts["withdrawn"] += 1
            return found
        version = entries[0].originator_version - 1
        before: Any = self.crm.repository.get(subject, version=version)
        _restore(found, before, entries, self.reason)
        self.counts["restored"] += 1
        return found

    def _take_contact_back(self, found: Contact, entries: list[Entry]) -> Contact | None:
        counted, said = take_contact_back(self.crm, found, entries)
        self.counts[counted] += 1
        self.rules += said
        if counted == "withdrawn" and not found.erased:
            self.gone.append(found.id)
        return found if said else None


def _needed(crm: CRM, ids: list[UUID]) -> set[UUID]:
    """Return what others have built on; the import's own activities are withdrawn by now."""
    return (
        participation.needed(crm.database, ids)
        | members_among(crm.database, ids)
        | directory.parents_among(crm.database, ids)
        | employers_among(crm.database, ids)
    )


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
