"""The words an organisation sorts its work by: themes, sectors, kinds, roles."""

from dataclasses import dataclass, replace
from typing import Self
from uuid import UUID, uuid5

from eventsourcing.domain import event

from domain.aggregate import Aggregate
from domain.fact import Created, Fact
from domain.names import Names
from domain.refusal import Refusal
from domain.text import line

NAMESPACE_VOCABULARIES = UUID("0c2d6a57-1f0b-4c55-9a53-7a3f7a1c1a11")


@dataclass(eq=False)
class UnknownTerm(Refusal):
    """A word that the vocabulary doesn't hold, or has retired."""

    vocabulary: str
    code: str


@dataclass(eq=False)
class TermExists(Refusal):
    """Two terms of a vocabulary can't share a code."""

    field = "code"
    code: str


@dataclass(eq=False)
class NameIsTaken(Refusal):
    """Two terms of a vocabulary that are offered can't have the same name."""

    field = "name"
    name: str


class TermIsNeeded(Refusal):
    """What the forms of the program offer by themselves can be renamed, but not retired."""


class MergedIntoItself(Refusal):
    """A term can't mean the same as itself."""

    field = "into"


@dataclass(eq=False)
class TermIsNotOffered(Refusal):
    """Nothing is merged into a term that is retired, or was itself merged into another."""

    field = "into"
    names: Names


class NotMerged(Refusal):
    """A term means itself: there is no merge to undo."""


@dataclass(frozen=True, slots=True)
class Term:
    """One value of a vocabulary.

    `counts` says of a role whether it counts as working together; `into` names the term that
    this one was merged into.
    """

    code: str
    names: Names
    counts: bool = True
    retired: bool = False
    into: str | None = None


class Vocabulary(Aggregate):
    """One list of terms, such as the themes, with names in three languages."""

    TOPIC = "crm.vocabulary.v1"

    class Created(Created):
        """The vocabulary was set up with its terms at start."""

        TOPIC = "crm.vocabulary.set_up.v1"
        code: str
        terms: tuple[Term, ...]

    class TermAdded(Fact):
        """A term was added."""

        TOPIC = "crm.vocabulary.term_added.v1"
        term: Term

    class TermRenamed(Fact):
        """A term has other names."""

        TOPIC = "crm.vocabulary.term_renamed.v1"
        code: str
        names: Names

    class TermRetired(Fact):
        """A term is no longer offered; what it was used on keeps it."""

        TOPIC = "crm.vocabulary.term_retired.v1"
        code: str

    class TermMerged(Fact):
        """A term now means the same as another."""

        TOPIC = "crm.vocabulary.term_merged.v1"
        code: str
        into: str

    class MergeWithdrawn(Fact):
        """A term means itself again, and is offered."""

        TOPIC = "crm.vocabulary.merge_withdrawn.v1"
        code: str

    class RoleCounted(Fact):
        """A role counts as working together from now on, or no longer does."""

        TOPIC = "crm.vocabulary.role_counted.v1"
        code: str
        counts: bool

    @classmethod
    def set_up(cls, code: str, terms: tuple[Term, ...]) -> Self:
        """Begin a vocabulary with its terms at start."""
        return cls(code, terms)

    @staticmethod
    def create_id(code: str, **_: object) -> UUID:
        """Each vocabulary has one id in every installation."""
        return uuid5(NAMESPACE_VOCABULARIES, code)

    def add(self, code: str, names: Names, *, counts: bool = True) -> None:
        """Add a term. Raises TermExists."""
        if (code := line(code, "code", limit=60)) in self.terms:
            raise TermExists(code)
        self._add(Term(code, names, counts))

    def rename(self, code: str, names: Names) -> None:
        """Give a term other names."""
        if names != self.term(code).names:
            self._rename(code, names)

    def retire(self, code: str) -> None:
        """Offer a term no longer."""
        if not self.term(code).retired:
            self._retire(code)

    def merge(self, code: str, into: str) -> None:
        """Let a term mean the same as another that is still offered.

        Raises UnknownTerm, MergedIntoItself, TermIsNotOffered. What is offered means itself, so
        that no term ever comes to mean, by way of others, what means it.
        """
        term, other = self.term(code), self.term(into)
        if code == into:
            raise MergedIntoItself
        if other.retired:
            raise TermIsNotOffered(other.names)
        if term.into != into:
            self._merge(code, into)

    def withdraw_merge(self, code: str) -> None:
        """Let a merged term mean itself again. Raises NotMerged, NameIsTaken."""
        term = self.term(code)
        if not term.into:
            raise NotMerged
        self.check_name(term.names)
        self._withdraw_merge(code)

    def count(self, code: str, *, counts: bool) -> None:
        """Say whether a role counts as working together."""
        if counts is not self.term(code).counts:
            self._count(code, counts)

    def term(self, code: str) -> Term:
        """Return a term by its code. Raises UnknownTerm."""
        try:
            return self.terms[code]
        except KeyError:
            raise UnknownTerm(self.code, code) from None

    def check_name(self, names: Names, besides: str = "") -> None:
        """Raise NameIsTaken where another term that is offered has the Finnish name."""
        others = (one for one in self.terms.values() if one.code != besides and not one.retired)
        if any(one.names.fi.casefold() == names.fi.casefold() for one in others):
            raise NameIsTaken(names.fi)

    @event(Created)
    def __init__(self, code: str, terms: tuple[Term, ...]) -> None:
        self.code = code
        self.terms = {term.code: term for term in terms}

    @event(TermAdded)
    def _add(self, term: Term) -> None:
        self.terms[term.code] = term

    @event(TermRenamed)
    def _rename(self, code: str, names: Names) -> None:
        self.terms[code] = replace(self.terms[code], names=names)

    @event(TermRetired)
    def _retire(self, code: str) -> None:
        self.terms[code] = replace(self.terms[code], retired=True)

    @event(TermMerged)
    def _merge(self, code: str, into: str) -> None:
        self.terms[code] = replace(self.terms[code], retired=True, into=into)

    @event(MergeWithdrawn)
    def _withdraw_merge(self, code: str) -> None:
        self.terms[code] = replace(self.terms[code], retired=False, into=None)

    @event(RoleCounted)
    def _count(self, code: str, counts: bool) -> None:
        self.terms[code] = replace(self.terms[code], counts=counts)
