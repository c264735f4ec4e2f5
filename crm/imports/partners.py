"""Rows of partners: new ones are registered, changed ones say what changed."""

from collections.abc import Callable
from dataclasses import asdict, fields, replace
from functools import cache, partial
from itertools import chain
from operator import attrgetter
from typing import Any
from uuid import UUID

from eventsourcing.domain import Aggregate

from crm.clocks import today
from crm.codes import check_country, check_languages
from crm.imports import faults
from crm.imports.by_hand import ByHand
from crm.imports.profile import TableProfile
from crm.imports.taking import Numbered, Taking
from crm.imports.values import Cells, normal
from crm.imports.withdrawn import WasWithdrawn
from crm.language import LANGUAGES, catalogue
from crm.meanings import as_before
from crm.projections.directory import questions as directory
from domain.day import Day
from domain.identifier import IdentifierTaken, identifier
from domain.partner import Description, Partner, Stage
from domain.refusal import FieldRefusal, Refusal
from domain.text import line, optional_line

Rule = Callable[[Any], None]
NOTHING = Description("")


class PartnerTaker:
    """Takes the rows of one table of partners."""

    def __init__(self, taking: Taking, table: TableProfile, file: str) -> None:
        self.taking, self.table, self.file = taking, table, file
        self.cells = Cells(table, taking.terms)
        self.bare = Cells(table, taking.terms, defaults=False)
        self.rules: list[Rule] = []
        self.taken, self.unkeyed = taking.taken, set[tuple[str, str]]()

    def take(self, chunk: list[Numbered]) -> list[Aggregate]:
        """Decide on some rows; the partners that come of them are not yet recorded."""
        keys = {number: self._key(row) for number, row in chunk}
        known = self._known([key for key in keys.values() if key])
        alike = self._alike([row for number, row in chunk if not keys[number]])
        held_now = {*known.values(), *chain.from_iterable(alike.values())}
        current = directory.current_parties(self.taking.crm.database, held_now)
        self._look_up_taken([row for _, row in chunk])
        decided: list[Aggregate] = []
        for number, row in chunk:
            key = keys[number]
            same = alike.get(self._called(row), []) if not key else []
            held = known.get(key) if key else next(iter(same), None)
            try:
                # Of more than one, the row can't say which is meant; it is there, at least.
                if self._is_repeated(row, key) or len(same) > 1:
                    continue
                if held not in current and self._was_withdrawn(key, row):
                    self.taking.report.warn(self.file, number, WasWithdrawn())
                elif held in current:
                    decided.extend(self._change(number, row, key, current[held]))
                else:
                    decided.append(self._register(number, row, key))
            except Refusal as refusal:
                checks = self._checks(row, is_new=held not in current)
                wrong = faults.all_of(refusal, [*self._check_of(key), *checks])
                self.taking.report.refuse(self.file, number, *wrong)
        return decided

    def _was_withdrawn(self, key: str | None, row: dict[str, str]) -> bool:
        withdrawn = self.taking.withdrawn
        if self.table.key and key:
            return withdrawn.holds_partner(self.table.key.scheme, key)
        return withdrawn.holds_called(*self._called(row))

    def _check_of(self, key: str | None) -> list[faults.Check]:
        """Return what is asked of the identifier that rows are known by."""
        return [partial(identifier, self.table.key.scheme, key)] if self.table.key and key else []

    def _checks(self, row: dict[str, str], *, is_new: bool) -> list[faults.Check]:
        """Return what is asked of the fields of a row, but for those that are left out if wrong."""
        cells, check = self.cells if is_new else self.bare, self.taking.check_terms
        kind, stage = cells.term(row, "kind"), cells.text(row, "stage") if is_new else ""
        needed = [lambda: line(kind, "kind")] if is_new else []
        return [
            lambda: line(cells.text(row, "name"), "name"),
            *needed,
            *[partial(check, "kind", one) for one in (kind,) if one],
            *[partial(check, "sector", one) for one in cells.words(row, "sectors")],
            lambda: optional_line(cells.text(row, "municipality"), "municipality"),
            lambda: optional_line(cells.text(row, "web"), "web"),
            *[partial(_stage, one) for one in (stage,) if one],
        ]

    def _register(self, number: int, row: dict[str, str], key: str | None) -> Partner:
        identified = self._free_identifiers(number, row)
        if self.table.key and key:
            identified[self.table.key.scheme] = key
        stage = self.cells.text(row, "stage")
        partner = Partner.register(
            self.cells.text(row, "name"),
            self._description(self.cells, number, row),
            identified_by=identified,
            stage=_stage(stage) if stage else Stage.PROSPECT,
        )
        for scheme, value in partner.identifiers.items():
            self.taken[scheme, value] = partner.name
            self.taking.parties.setdefault(scheme, {})[value] = partner.id
        if partner.stage is Stage.ENDED:
            self.taking.ended[partner.id] = partner.name
        return partner

    def _called(self, row: dict[str, str]) -> tuple[str, str]:
        """Return what tells a partner without a key from others: its name and its place."""
        name, place = self.cells.text(row, "name"), self.cells.text(row, "municipality")
        return " ".join(name.split()), " ".join(place.split())

    def _alike(self, rows: list[dict[str, str]]) -> dict[tuple[str, str], list[UUID]]:
        """Return who is there already under the name and place of rows without a key."""
        names = {self._called(row)[0] for row in rows}
        return directory.partners_named(self.taking.crm.database, names)

    def _is_repeated(self, row: dict[str, str], key: str | None) -> bool:
        """Say whether a row before was this partner; raise IdentifierTaken if it was another."""
        if not key:
            called = self._called(row)
            said = called in self.unkeyed and bool(called[0])
            self.unkeyed.add(called)
            return said
        taken = self.table.key and (self.table.key.scheme, key)
        if not taken or taken not in self.taken:
            return False
        if self.taken[taken] != line(self.cells.text(row, "name"), "name"):
            raise IdentifierTaken(*taken, self.taken[taken])
        return True

    def _change(
        self, number: int, row: dict[str, str], key: str | None, now: directory.Party
    ) -> list[Aggregate]:
        """Say what changed, from today on: the file doesn't know the day.

        An empty cell says nothing, so that what is known stays.
        """
        known = self._as_meant(directory.description_of(now))
        description = _over(known, self._description(self.bare, number, row, known)).checked()
        name = line(self.cells.text(row, "name"), "name")
        if self.table.key and key:
            self.taken[self.table.key.scheme, key] = name
        if (name, description) == (now.name, known):
            return []
        partner = self.taking.crm.get(Partner, now.id)
        description = as_before(description, partner.description, self.taking.meanings)
        by_hand = ByHand(self.taking.crm, partner, partial(self._warn, number))
        day = Day.of(today())
        partner.rename(by_hand.kept("name", "name", partner.name, name), day)
        partner.describe(_let_be(description, partner.description, by_hand), day)
        return [partner] if partner.pending_events else []

    def _warn(self, number: int, refusal: Refusal) -> None:
        self.taking.report.warn(self.file, number, refusal)

    def _description(
        self, cells: Cells, number: int, row: dict[str, str], known: Description = NOTHING
    ) -> Description:
        """Read what a row says of a partner; what is known of it may be retired by now."""
        kind, sectors = cells.term(row, "kind"), cells.words(row, "sectors")
        # What is left out is warned of, whether the row is refused for something else or not.
        country = self._country(number, cells.text(row, "country").strip().upper())
        languages = self._languages(number, cells.words(row, "languages"))
        if kind and kind != known.kind:
            self.taking.check_terms("kind", kind)
        self.taking.check_terms("sector", *(one for one in sectors if one not in known.sectors))
        return Description(
            kind=kind,
            sectors=sectors,
            municipality=cells.text(row, "municipality") or None,
            country=country,
            languages=languages,
            web=cells.text(row, "web") or None,
        )

    def _as_meant(self, known: Description) -> Description:
        """Return what a partner is like, in what the terms mean that say so."""
        (kind,) = self.taking.meanings("kind").of([known.kind])
        sectors = self.taking.meanings("sector").of(known.sectors)
        return replace(known, kind=kind, sectors=tuple(sorted(sectors)))

    def _country(self, number: int, code: str) -> str | None:
        """Return the code of a country; warn of one that there isn't, and leave it out."""
        try:
            check_country(code)
        except Refusal as refusal:
            self.taking.report.warn(self.file, number, refusal)
            return None
        return code or None

    def _languages(self, number: int, codes: tuple[str, ...]) -> tuple[str, ...]:
        """Return the codes of languages; warn of those that there aren't, and leave them out."""
        known = []
        for code in codes:
            try:
                check_languages([code])
                known.append(code)
            except Refusal as refusal:
                self.taking.report.warn(self.file, number, refusal)
        return tuple(known)

    def _key(self, row: dict[str, str]) -> str | None:
        key = self.table.key
        return normal(key.scheme, row.get(key.column, "")) if key else None

    def _known(self, keys: list[str]) -> dict[str, UUID]:
        if not self.table.key:
            return {}
        return self.taking.known_parties(self.table.key.scheme, keys)

    def _look_up_taken(self, rows: list[dict[str, str]]) -> None:
        for scheme, column in self.table.identifiers.items():
            values = [value for row in rows if (value := normal(scheme, row.get(column, "")))]
            held = directory.by_identifier(self.taking.crm.database, scheme, values)
            holders = directory.names(self.taking.crm.database, held.values())
            for value, holder in held.items():
                self.taken[scheme, value] = holders[holder].name

    def _free_identifiers(self, number: int, row: dict[str, str]) -> dict[str, str]:
        """Return the further identifiers of a row; warn of one that is wrong or taken."""
        free = {}
        for scheme, column in self.table.identifiers.items():
            if not (value := row.get(column, "").strip()):
                continue
            try:
                value = identifier(scheme, value)
                if (scheme, value) in self.taken:
                    raise IdentifierTaken(scheme, value, self.taken[scheme, value])
                free[scheme] = value
            except Refusal as refusal:
                self.taking.report.warn(self.file, number, refusal)
        return free


def _over(known: Description, said: Description) -> Description:
    """Return what is known, with what a row says over it."""
    new = {one.name: value for one in fields(said) if (value := getattr(said, one.name))}
    return replace(known, **new)


def _let_be(said: Description, now: Description, by_hand: ByHand) -> Description:
    """Return what a row says, but for what somebody said otherwise after it had been taken in."""
    kept = {
        name: by_hand.kept("description", name, getattr(now, name), value, attrgetter(name))
        for name, value in asdict(said).items()
    }
    return Description(**kept)


class UnknownStage(FieldRefusal):
    """A stage that relationships don't have."""

    def __init__(self, stage: str) -> None:
        super().__init__(stage)
        self.about, self.stage = "stage", stage


def _stage(text: str) -> Stage:
    if found := _stages().get(text.strip().casefold()):
        return found
    raise UnknownStage(text)


@cache
def _stages() -> dict[str, Stage]:
    """Return the stages by their codes and by what each language calls them, in small letters."""
    called = {
        catalogue(language).upgettext("stage", one.value.capitalize()).casefold(): one
        for language in LANGUAGES
        for one in Stage
    }
    return called | {one.value: one for one in Stage}
