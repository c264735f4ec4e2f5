"""Rows of projects, engagements and participations: activities with all who take part."""

from collections.abc import Callable, Collection, Iterable, Iterator
from functools import partial
from typing import Any
from uuid import UUID

from eventsourcing.domain import Aggregate

from crm.access.restricted import restricted
from crm.clocks import today
from crm.imports import faults
from crm.imports.by_hand import ByHand
from crm.imports.changing import Said, as_meant, as_said, let_be, said_in, tell
from crm.imports.joining import Joining, Pairs
from crm.imports.keyless import Keyless
from crm.imports.profile import Key, TableProfile
from crm.imports.tables import Row
from crm.imports.taking import Numbered, Taking
from crm.imports.taking_part import TakingPart, named, only_left, unknown
from crm.imports.values import Cells, read_form
from crm.imports.withdrawn import WasWithdrawn
from crm.projections.participation import questions as participation
from crm.projections.participation.questions import ActivityNow
from domain.activity import Activity
from domain.day import Day, check_order
from domain.engagement import Engagement
from domain.identifier import IdentifierTaken
from domain.project import Project
from domain.refusal import Missing, NotFound, Refusal

Rule = Callable[[Any], None]


class ActivityTaker:
    """Takes tables of activities, and the participations gathered before them."""

    def __init__(self, taking: Taking, keyless: Keyless) -> None:
        self.taking, self.keyless = taking, keyless
        self.waiting: dict[tuple[str, str], list[TakingPart]] = {}
        self.taken: dict[tuple[str, str], str] = {}
        self.joining = Joining(taking)

    @property
    def rules(self) -> list[Rule]:
        """What has to hold of those who joined last."""
        return self.joining.rules

    def gather(self, table: TableProfile, file: str, rows: Iterable[Numbered]) -> None:
        """Keep the rows of participations until their activities come."""
        assert table.activity
        activity, cells = table.activity, Cells(table, self.taking.terms)
        for number, row in rows:
            try:
                parts = list(self._taking_part(table, cells, file, number, row))
            except Refusal as refusal:
                wrong = faults.all_of(refusal, self._checks_of_part(table, cells, row))
                self.taking.report.refuse(file, number, *wrong)
            else:
                key = activity.scheme, row.get(activity.column, "").strip()
                if parts:
                    self.waiting.setdefault(key, []).extend(parts)

    def take(self, table: TableProfile, file: str, chunk: list[Numbered]) -> list[Aggregate]:
        """Decide on some rows of activities, with those who take part in them."""
        key = table.key or Key("", "")
        values = [row.get(key.column, "").strip() for _, row in chunk]
        known, current, hidden = self._there(key.scheme, values)
        own_ids = self._own_ids(table, chunk, values)
        pairs: Pairs = []
        cells, bare = (Cells(table, self.taking.terms, defaults=filled) for filled in (True, False))
        for (number, row), value in zip(chunk, values, strict=True):
            waiting = self.waiting.pop((key.scheme, value), []) if value else []
            title, own_id = cells.text(row, "title"), own_ids.get(number)
            is_new = known.get(value) not in current
            try:
                if self._is_repeated(key.scheme, value, title) or not (value or own_id):
                    continue
                if is_new and self._was_withdrawn(key, value, own_id):
                    self._leave_out((file, number), *[(one.file, one.row) for one in waiting])
                    continue
                activity: Activity | None
                if is_new:
                    identified = {key.scheme: value} if value else {}
                    activity = self._new(table, cells, row, identified, own_id)
                elif known[value] in hidden:
                    raise NotFound("activity", f"{key.scheme}:{value}")
                else:
                    now = as_meant(current[known[value]], self.taking.meanings("theme"))
                    warn = partial(self.taking.report.warn, file, number)
                    activity = self._changed(said_in(cells, bare, row, now), now, waiting, warn)
            except Refusal as refusal:
                wrong = [refusal]
                if known.get(value) not in hidden:
                    wrong = faults.all_of(refusal, self._checks(table, cells, row, is_new=is_new))
                self.taking.report.refuse(file, number, *wrong)
                if waiting:
                    # They may be taken in all the same, if the activity was there before.
                    self.waiting[key.scheme, value] = waiting
            else:
                self.taken[key.scheme, value] = title
                pairs.append((activity, waiting))
        return self.joining.join(pairs)

    def _there(
        self, scheme: str, values: list[str]
    ) -> tuple[dict[str, UUID], dict[UUID, ActivityNow], Collection[UUID]]:
        """Return which activities are there by their keys, as they are, and which are hidden."""
        database = self.taking.crm.database
        known = participation.by_identifier(database, scheme, values)
        current = participation.current_activities(database, known.values())
        return known, current, restricted(database, self.taking.viewer, current)

    def _own_ids(
        self, table: TableProfile, chunk: list[Numbered], values: list[str]
    ) -> dict[int, UUID | None]:
        """Return the ids for the activities of rows that have none of others, by their numbers."""
        unkeyed = [one for one, value in zip(chunk, values, strict=True) if not value]
        ids = self.keyless.ids(table, [row for _, row in unkeyed])
        return {number: own_id for (number, _), own_id in zip(unkeyed, ids, strict=True)}

    def _checks(
        self, table: TableProfile, cells: Cells, row: Row, *, is_new: bool
    ) -> list[faults.Check]:
        needs_day = is_new and table.kind == "engagements"
        themes = cells.words(row, "themes") if is_new else ()
        return [
            *faults.of_activity(cells, row, needs_day=needs_day),
            *[partial(self.taking.check_terms, "theme", one) for one in themes],
        ]

    def _checks_of_part(self, table: TableProfile, cells: Cells, row: Row) -> list[faults.Check]:
        role = cells.term(row, "role")
        return [
            *[partial(self._known, *who) for who in named(table, row)],
            *[partial(self.taking.check_terms, "role", one) for one in (role,) if one],
            lambda: cells.day(row, "from_on"),
            lambda: cells.day(row, "until_on"),
            lambda: check_order(*faults.days_of(cells, row, "from_on", "until_on")),
        ]

    def _known(self, scheme: str, value: str) -> None:
        """Raise NotFound or NotOneOfOurs where nobody is called so."""
        if value not in self.taking.known_parties(scheme, [value]):
            raise unknown(scheme, value)

    def left_over(self) -> Iterator[tuple[tuple[str, str], list[TakingPart]]]:
        """Give the participations whose activities were in none of the tables."""
        while self.waiting:
            yield self.waiting.popitem()

    def take_known(self, chunk: list[tuple[tuple[str, str], list[TakingPart]]]) -> list[Aggregate]:
        """Let parties join activities that were there before the import."""
        pairs: list[tuple[Activity | None, list[TakingPart]]] = []
        database = self.taking.crm.database
        for (scheme, value), waiting in chunk:
            held = participation.by_identifier(database, scheme, [value])
            if value not in held or restricted(database, self.taking.viewer, [held[value]]):
                self._refuse_all((scheme, value), waiting)
                continue
            pairs.append((self._if_new_parties(held[value], waiting), waiting))
        return self.joining.join(pairs)

    def _refuse_all(self, key: tuple[str, str], waiting: list[TakingPart]) -> None:
        """Tell of participations in what isn't there."""
        if self.taking.withdrawn.holds_activity(*key):
            self._leave_out(*[(one.file, one.row) for one in waiting])
            return
        missing = NotFound("activity", ":".join(key))
        for part in waiting:
            self.taking.report.refuse(part.file, part.row, missing)

    def _leave_out(self, *rows: tuple[str, int]) -> None:
        """Tell of rows about an activity that somebody withdrew."""
        for row in rows:
            self.taking.report.warn(*row, WasWithdrawn())

    def _taking_part(
        self, table: TableProfile, cells: Cells, file: str, number: int, row: Row
    ) -> Iterator[TakingPart]:
        role = cells.term(row, "role")
        if not role:
            raise Missing("role")
        if role not in self.taking.meanings("role").by_code:
            self.taking.check_terms("role", role)
        for who in named(table, row):
            yield TakingPart(
                file,
                number,
                *who,
                role,
                cells.day(row, "from_on"),
                cells.day(row, "until_on"),
                cells.text(row, "left"),
            )

    def _new(
        self,
        table: TableProfile,
        cells: Cells,
        row: Row,
        identified: dict[str, str],
        own_id: UUID | None,
    ) -> Activity:
        themes = cells.words(row, "themes")
        self.taking.check_terms("theme", *themes)
        title, starts_on = cells.text(row, "title"), cells.day(row, "starts_on")
        ends_on = cells.day(row, "ends_on")
        if table.kind == "projects":
            return Project.plan(
                title,
                starts_on,
                ends_on,
                goal=cells.text(row, "goal"),
                themes=themes,
                identified_by=identified,
                known_as=own_id,
            )
        if not starts_on:
            raise Missing("starts_on")
        engagement = Engagement.agree(
            read_form(cells.text(row, "form")),
            title,
            starts_on,
            ends_on,
            themes=themes,
            place=cells.text(row, "place"),
            identified_by=identified,
            known_as=own_id,
        )
        if starts_on.last <= today():
            engagement.deliver((), today=today())
        return engagement

    def _is_repeated(self, scheme: str, value: str, title: str) -> bool:
        """Say whether a row before was this activity; raise IdentifierTaken if it was another."""
        before = self.taken.get((scheme, value)) if value else None
        if before and before != title:
            raise IdentifierTaken(scheme, value, before)
        return bool(before)

    def _was_withdrawn(self, key: Key, value: str, own_id: UUID | None) -> bool:
        withdrawn = self.taking.withdrawn
        return withdrawn.holds_activity(key.scheme, value) if value else withdrawn.holds(own_id)

    def _changed(
        self, said: Said, now: ActivityNow, waiting: list[TakingPart], warn: Callable[..., None]
    ) -> Activity | None:
        """Return the activity if the file says anything new of it."""
        self.taking.check_terms("theme", *said.themes_besides(now))
        if said.is_known(now):
            return self._if_new_parties(now.id, waiting)
        activity = self.taking.crm.get(Activity, now.id)
        said = as_said(said, activity, self.taking.meanings("theme"))
        tell(activity, let_be(said, activity, ByHand(self.taking.crm, activity, warn)), warn)
        return activity

    def _if_new_parties(self, activity_id: UUID, waiting: list[TakingPart]) -> Activity | None:
        merged = self.taking.meanings("role").merged
        said = participation.said_of(self.taking.crm.database, activity_id, merged)
        parties = self.joining.parties(waiting)
        wanted = {
            (parties.get(part.who), part.role, _text(part.from_on), _text(part.until_on))
            for part in waiting
        }
        left = {(parties.get(part.who), part.role) for part in only_left(waiting)}
        if wanted <= said.standing | said.left and not left & {row[:2] for row in said.standing}:
            return None
        return self.taking.crm.get(Activity, activity_id)


def _text(day: Day | None) -> str | None:
    return day.text if day else None
