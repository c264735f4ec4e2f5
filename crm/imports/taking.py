"""What the tables of one import share: whom they know already, and what came of their rows."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from crm.access import Viewer
from crm.application import CRM
from crm.imports.report import Report
from crm.imports.tables import Row
from crm.imports.values import TERMS
from crm.imports.withdrawn import Withdrawn
from crm.meanings import Meanings
from crm.projections.directory import questions as directory
from domain.refusal import FieldRefusal
from domain.vocabulary import UnknownTerm

# No scheme has a space in it, so that these are never taken for one.
UNIT, COLLEAGUE = "unit name", "colleague name"
OURS = {UNIT: "unit", COLLEAGUE: "colleague"}
Numbered = tuple[int, Row]


@dataclass(eq=False)
class NotOneOfOurs(FieldRefusal):
    """A name of no unit or colleague of ours, or of more than one."""

    field = about = "party"
    name: str


@dataclass
class Taking:
    """The parties of an import by scheme and value, and the terms that may be used.

    `coming` are terms that the profile itself adds, as (vocabulary, code); a dry run knows them
    without recording them. `ended` names those whose relationship has ended, `taken`
    the holder of each identifier that was met; `viewer` is who imports, if it is a person.
    """

    crm: CRM
    report: Report
    coming: set[tuple[str, str]] = field(default_factory=set)
    ended: dict[UUID, str] = field(default_factory=dict)
    parties: dict[str, dict[str, UUID]] = field(default_factory=dict)
    known: dict[str, Meanings] = field(default_factory=dict)
    taken: dict[tuple[str, str], str] = field(default_factory=dict)
    viewer: Viewer | None = None

    def __post_init__(self) -> None:
        """Look nothing up yet."""
        self.withdrawn = Withdrawn(self.crm)

    def known_parties(self, scheme: str, values: Sequence[str]) -> dict[str, UUID]:
        """Return the parties with identifiers of a scheme, looking up those not met before."""
        known = self.parties.setdefault(scheme, {})
        if unmet := [value for value in values if value not in known]:
            known.update(self._look_up(scheme, unmet))
        return {value: known[value] for value in values if value in known}

    def _look_up(self, scheme: str, values: Sequence[str]) -> dict[str, UUID]:
        if scheme not in OURS:
            return directory.by_identifier(self.crm.database, scheme, values)
        called = directory.ours_called(self.crm.database, OURS[scheme], values)
        return {name: ids[0] for name, ids in called.items() if len(ids) == 1}

    def look_for_ended(self, ids: Iterable[UUID]) -> None:
        """Learn which of some parties have ended, besides those that the import itself brings."""
        self.ended.update(directory.ended(self.crm.database, ids))

    def check_terms(self, vocabulary: str, *codes: str) -> None:
        """Raise UnknownTerm unless the vocabulary holds every code."""
        known = self.meanings(vocabulary).by_code
        for code in codes:
            is_live = code in known and not known[code].retired
            if not is_live and (vocabulary, code) not in self.coming:
                raise UnknownTerm(vocabulary, code)

    def meanings(self, vocabulary: str) -> Meanings:
        """Return what the terms of a vocabulary mean, looked up once."""
        if vocabulary not in self.known:
            self.known[vocabulary] = self.crm.meanings(vocabulary)
        return self.known[vocabulary]

    @property
    def terms(self) -> dict[str, dict[str, str]]:
        """What terms mean by what rows may call them, by vocabulary."""
        return {name: self.meanings(name).by_name for name in TERMS.values()}
