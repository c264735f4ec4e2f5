"""Themes, sectors, kinds and roles: lists that the organisation keeps itself."""

from collections.abc import Collection, Iterable
from contextlib import suppress
from itertools import count

from crm.log import ChangedMeanwhile, Log, Origin, Receipt
from crm.meanings import Meanings
from crm.projections.terms import VocabularyTerm, may_be_used, term_of, terms_in
from crm.projections.words import words
from crm.start_values import START_VALUES
from domain.names import Names
from domain.vocabulary import TermIsNeeded, UnknownTerm, Vocabulary

# What forms fill in by themselves, or ask for by name.
NEEDED = {
    "role": {"lead", "partner", "trainer"},
    "member_role": {"member"},
    "group": {"professional", "student", "volunteer", "other"},
}
# Of a code that is made of a name; another of the same gets a number behind it.
LONGEST = 50


class Vocabularies(Log):
    """What can be asked of the lists of terms."""

    def set_up_vocabularies(self, *, origin: Origin) -> None:
        """Begin every list with its values at start, where the log is still empty."""
        if self.position() == 0:
            vocabularies = [Vocabulary.set_up(code, terms) for code, terms in START_VALUES.items()]
            # Another process that started at the same moment may just have done the same.
            with suppress(ChangedMeanwhile):
                self.record(*vocabularies, origin=origin)

    def add_term(
        self, vocabulary: str, code: str, names: Names, *, counts: bool = True, origin: Origin
    ) -> Receipt:
        """Add a term to a list."""
        found = self._vocabulary(vocabulary)
        found.add(code, names, counts=counts)
        return self.record(found, origin=origin)

    def name_term(self, vocabulary: str, names: Names, *, origin: Origin) -> Receipt:
        """Add a term under a code that is made of its name. Raises NameIsTaken."""
        found = self._vocabulary(vocabulary)
        found.check_name(names)
        found.add(_code(names, found.terms), names)
        return self.record(found, origin=origin)

    def rename_term(
        self,
        vocabulary: str,
        code: str,
        names: Names,
        *,
        version: int | None = None,
        origin: Origin,
    ) -> Receipt:
        """Give a term other names. Raises NameIsTaken."""
        found = self._vocabulary(vocabulary, version)
        found.check_name(names, besides=code)
        found.rename(code, names)
        return self.record(found, origin=origin)

    def retire_term(self, vocabulary: str, code: str, *, origin: Origin) -> Receipt:
        """Offer a term no longer. Raises TermIsNeeded."""
        _check_not_needed(vocabulary, code)
        found = self._vocabulary(vocabulary)
        found.retire(code)
        return self.record(found, origin=origin)

    def merge_terms(
        self,
        vocabulary: str,
        code: str,
        into: str,
        *,
        version: int | None = None,
        origin: Origin,
    ) -> Receipt:
        """Let a term mean the same as another.

        Raises TermIsNeeded, UnknownTerm, MergedIntoItself, TermIsNotOffered.
        """
        _check_not_needed(vocabulary, code)
        found = self._vocabulary(vocabulary, version)
        found.merge(code, into)
        return self.record(found, origin=origin)

    def withdraw_merge(self, vocabulary: str, code: str, *, origin: Origin) -> Receipt:
        """Let a merged term mean itself again. Raises NotMerged, NameIsTaken."""
        found = self._vocabulary(vocabulary)
        found.withdraw_merge(code)
        return self.record(found, origin=origin)

    def count_role(self, code: str, *, counts: bool, origin: Origin) -> Receipt:
        """Say whether a role counts as working together."""
        found = self._vocabulary("role")
        found.count(code, counts=counts)
        return self.record(found, origin=origin)

    def terms(self, vocabulary: str) -> list[VocabularyTerm]:
        """Return the terms of a list, in its order, retired ones last."""
        return terms_in(self.database, vocabulary)

    def meanings(self, vocabulary: str) -> Meanings:
        """Return what the terms of a list mean by now."""
        return Meanings(self.terms(vocabulary))

    def check_term(self, vocabulary: str, code: str | None) -> None:
        """Raise UnknownTerm unless a term may be used; None may."""
        if code is not None and not term_of(self.database, vocabulary, code):
            raise UnknownTerm(vocabulary, code)

    def kept(
        self, vocabulary: str, said: Iterable[str], before: Collection[str]
    ) -> tuple[str, ...]:
        """Return terms that are said; those that only are what terms of before mean stay these."""
        return tuple(self.meanings(vocabulary).kept(said, before) if before else said)

    def check_terms(self, terms: Collection[tuple[str, str]]) -> None:
        """Raise UnknownTerm unless every term, as (vocabulary, code), may be used."""
        with self.database.connection() as connection, connection.cursor() as cursor:
            may_be_used(terms)(cursor)

    def _vocabulary(self, code: str, version: int | None = None) -> Vocabulary:
        return self.get(Vocabulary, Vocabulary.create_id(code), version)


def _check_not_needed(vocabulary: str, code: str) -> None:
    if code in NEEDED.get(vocabulary, ()):
        raise TermIsNeeded


def _code(names: Names, taken: Collection[str]) -> str:
    """Make a code of a name, as 'peer_work', that no other term has."""
    code = "_".join(words(names.en or names.fi))[:LONGEST] or "term"
    if code not in taken:
        return code
    return next(one for n in count(2) if (one := f"{code}_{n}") not in taken)
