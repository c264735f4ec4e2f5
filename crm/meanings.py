"""What terms mean by now: themselves, or what they were merged into. Nothing else follows merges.

What was recorded keeps the term it was recorded with. Whoever asks by a term asks by all that mean
the same, and whoever tells, groups or counts tells what each of them means.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from crm.projections.terms import VocabularyTerm
from domain.partner import Description


@dataclass(frozen=True)
class Meanings:
    """The terms of one vocabulary, in its order, and what each of them means."""

    terms: Sequence[VocabularyTerm]

    @cached_property
    def by_code(self) -> dict[str, VocabularyTerm]:
        """What each term means, by its code."""
        own = {term.code: term for term in self.terms}
        return {code: _last(own, term) for code, term in own.items()}

    @cached_property
    def merged(self) -> dict[str, str]:
        """The codes of terms that mean another, each with the code of what it means."""
        return {code: term.code for code, term in self.by_code.items() if term.code != code}

    @cached_property
    def by_name(self) -> dict[str, str]:
        """What terms mean, by their codes, and by these or their names in small letters.

        A code comes before a name, and what is in use before what was merged into another; what was
        retired isn't there.
        """
        last_first = sorted(self.terms, key=lambda term: not term.into)
        used = [term for term in last_first if term.into or not term.retired]
        named = [(name.casefold(), term) for term in used for name in term.names]
        coded = [(term.code.casefold(), term) for term in used]
        exact = [(term.code, term) for term in used]
        return {said: self.by_code[term.code].code for said, term in [*named, *coded, *exact]}

    def of(self, codes: Iterable[str]) -> list[str]:
        """Return what some codes mean, each once; one that was never there means itself."""
        return list(dict.fromkeys(self.merged.get(code, code) for code in codes))

    def kept(self, said: Iterable[str], before: Collection[str]) -> list[str]:
        """Return what is said, but where it is what terms of before mean, those as they were said.

        So a merge can be undone for what was told anew meanwhile without being changed in this.
        """
        new = [
            [old for old in before if self.merged.get(old, old) == code] or [code] for code in said
        ]
        return list(dict.fromkeys(code for codes in new for code in codes))

    def carriers(self, codes: Sequence[str]) -> tuple[str, ...]:
        """Return some codes, and those of all terms that mean the same: what is found by them."""
        if not self.merged or not codes:
            return tuple(codes)
        wanted = self.of(codes)
        alike = [code for code, term in self.by_code.items() if term.code in wanted]
        return tuple(dict.fromkeys((*wanted, *alike)))

    @property
    def counting(self) -> tuple[str, ...]:
        """The roles that count as working together."""
        return tuple(code for code, term in self.by_code.items() if term.counts)


def as_before(
    said: Description, before: Description, meanings: Callable[[str], Meanings]
) -> Description:
    """Return a description as it is said; terms of before that mean the same stay as they were."""
    (kind,) = meanings("kind").kept([said.kind], [before.kind])
    sectors = meanings("sector").kept(said.sectors, before.sectors)
    return replace(said, kind=kind, sectors=tuple(sectors))


def _last(own: dict[str, VocabularyTerm], term: VocabularyTerm) -> VocabularyTerm:
    while term.into:
        term = own[term.into]
    return term
