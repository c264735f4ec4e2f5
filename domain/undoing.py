"""Taking one fact back: what was so before is said again, by a correction that names the fact."""

from dataclasses import dataclass
from typing import Any, NamedTuple

from domain.aggregate import Aggregate
from domain.refusal import Refusal

# What a fact is about: a word, or a word and which of its kind.
About = str | tuple[str, Any]
ALL = "all"
FIRST = 1


class SaidAnew(Refusal):
    """Something newer was said of the same; that has to be undone first."""


class UndoneAlready(Refusal):
    """A fact is undone once."""


class NotUndoable(Refusal):
    """Nothing could be said that would undo it."""


@dataclass(frozen=True, slots=True)
class Undoing:
    """What undoing a fact comes to: of what it is about, `again` is so afterwards.

    `about` is ALL where the whole thing is withdrawn. `of` says which one, where there are several
    of a kind.
    """

    about: str
    again: Any = None
    of: Any = None


class Former(NamedTuple):
    """What was so before a change; which fact had said it, and what the aggregate knew of that."""

    value: Any
    fact: int
    said: Any = None


class Undoable(Aggregate):
    """Remembers of each thing that it says what was so before, as long as it may be so again.

    `stands` holds by what it is about which fact says what is so now, where that isn't the first;
    `undone` the facts that were taken back. That it was withdrawn undoes its first fact.
    """

    withdrawn: bool
    former: dict[About, list[Former]]
    stands: dict[About, int]
    undone: set[int]

    def undoing(self, number: int) -> Undoing:
        """Return what undoing a fact comes to. Raises UndoneAlready, SaidAnew, NotUndoable."""
        if self.is_undone(number):
            raise UndoneAlready
        if found := self.undoings().get(number):
            return found
        raise SaidAnew if self._is_former(number) else NotUndoable

    def undoings(self) -> dict[int, Undoing]:
        """Return the facts that can be undone as things are, by number."""
        if self.withdrawn:
            return {}
        found = {FIRST: Undoing(ALL)}
        for about, formers in self.former.items():
            if formers and (undoing := self._undoing_of(about, formers[-1])):
                found[self.stands[about]] = undoing
        return found

    def is_undone(self, number: int) -> bool:
        """Say whether a fact was taken back."""
        return number in self.undone or (self.withdrawn and number == FIRST)

    def changed(
        self, about: About, before: Any, number: int, *, by: int = FIRST, said: Any = None
    ) -> None:
        """Remember what was so `before` a fact; the fact `by` had said it, if none did since."""
        former = Former(before, self.stands.get(about, by), said)
        self.former.setdefault(about, []).append(former)
        self.stands[about] = number

    def corrected(
        self,
        about: About,
        before: Any,
        now: Any,
        number: int,
        *,
        by: int = FIRST,
        said: Any = None,
    ) -> Former | None:
        """Remember a correction; return what it says again, where it says what was so before."""
        formers = self.former.get(about)
        if formers and formers[-1].value == now:
            return self.taken_back(about)
        self.changed(about, before, number, by=by, said=said)
        return None

    def taken_back(self, about: About) -> Former:
        """Remember that the last change never was; return what it says again."""
        former = self.former[about].pop()
        self.undone.add(self.stands[about])
        self.stands[about] = former.fact
        return former

    def said_by(self, about: About) -> int:
        """Return the number of the fact that says what is so now."""
        return self.stands.get(about, FIRST)

    def before(self, about: About) -> Any:
        """Return what was so before it was said anew. Raises NotUndoable."""
        if formers := self.former.get(about):
            return formers[-1].value
        raise NotUndoable

    def _undoing_of(self, about: About, former: Former) -> Undoing | None:
        word, of = about if isinstance(about, tuple) else (about, None)
        return Undoing(word, former.value, of)

    def _is_former(self, number: int) -> bool:
        return any(number == one.fact for formers in self.former.values() for one in formers)
