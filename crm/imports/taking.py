"""What the tables of one import share: whom they know already, and what came of their rows."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

from crm.application import CRM
from crm.imports.report import Report
from crm.imports.tables import Row
from crm.projections.directory import questions as directory
from domain.vocabulary import UnknownTerm

Numbered = tuple[int, Row]


@dataclass
class Taking:
    """The parties of an import by scheme and value, and the terms that may be used.

    `coming` are codes that the profile itself adds; a dry run knows them without recording them.
    """

    crm: CRM
    report: Report
    coming: set[str] = field(default_factory=set)
    parties: dict[str, dict[str, UUID]] = field(default_factory=dict)
    terms: dict[str, set[str]] = field(default_factory=dict)

    def known_parties(self, scheme: str, values: Sequence[str]) -> dict[str, UUID]:
        """Return the parties with identifiers of a scheme, looking up those not met before."""
        known = self.parties.setdefault(scheme, {})
        if unmet := [value for value in values if value not in known]:
            known.update(directory.by_identifier(self.crm.database, scheme, unmet))
        return {value: known[value] for value in values if value in known}

    def check_terms(self, vocabulary: str, *codes: str) -> None:
        """Raise UnknownTerm unless the vocabulary holds every code."""
        if vocabulary not in self.terms:
            known = self.crm.terms(vocabulary)
            live = {term.code for term in known if not term.retired}
            self.terms[vocabulary] = live | self.coming
        for code in codes:
            if code not in self.terms[vocabulary]:
                raise UnknownTerm(vocabulary, code)
