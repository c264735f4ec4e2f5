"""What others identify by numbers of their own: numbers that are given, and that were wrong."""

from typing import ClassVar

from domain.fact import Fact
from domain.identifier import identifier
from domain.text import line
from domain.undoing import About, Former, Undoable, Undoing

NUMBER = "identifier"


class Given(Fact):
    """An identifier of others became known."""

    scheme: str
    value: str

    def apply(self, aggregate: "Identified") -> None:
        """Remember it, and which fact said so."""
        before = aggregate.identifiers.get(self.scheme)
        aggregate.changed((NUMBER, self.scheme), before, self.originator_version)
        aggregate.identifiers[self.scheme] = self.value
        aggregate.identified_in[self.scheme] = self.originator_version


class Corrected(Fact):
    """The identifier said in the fact numbered `corrects` was wrong; None where there is none."""

    scheme: str
    value: str | None
    corrects: int
    reason: str

    def apply(self, aggregate: "Identified") -> None:
        """Remember the right one, or that there is none."""
        before = aggregate.identifiers.pop(self.scheme)
        number = self.originator_version
        aggregate.corrected((NUMBER, self.scheme), before, self.value, number)
        if self.value is not None:
            aggregate.identifiers[self.scheme] = self.value
        aggregate.identified_in[self.scheme] = self.originator_version


class Identified(Undoable):
    """The decisions on identifiers; `identified_in` holds by scheme which fact said it last."""

    IdentifierGiven: ClassVar[type[Given]]
    IdentifierCorrected: ClassVar[type[Corrected]]

    identifiers: dict[str, str]
    identified_in: dict[str, int]

    def give_identifier(self, scheme: str, value: str) -> None:
        """Make an identifier of others known. Raises UnknownScheme, WrongCheckDigit."""
        self.check_stands()
        value = identifier(scheme, value)
        if self.identifiers.get(scheme) != value:
            self.trigger_event(self.IdentifierGiven, scheme=scheme, value=value)

    def correct_identifier(self, scheme: str, value: str, reason: str) -> None:
        """It was wrong: this has been its identifier all along, or where empty it has none.

        Says nothing of a scheme in which nothing was known. Raises WrongCheckDigit.
        """
        self.check_stands()
        right = identifier(scheme, value) if value.strip() else None
        if scheme in self.identifiers and self.identifiers[scheme] != right:
            self.trigger_event(
                self.IdentifierCorrected,
                scheme=scheme,
                value=right,
                corrects=self.identified_in[scheme],
                reason=line(reason, "reason"),
            )

    def _undoing_of(self, about: About, former: Former) -> Undoing | None:
        """A number that was found to be wrong is no correction's any more: it is given anew."""
        found = super()._undoing_of(about, former)
        lacks = found and found.about == NUMBER and found.of not in self.identifiers
        return None if lacks else found

    def check_stands(self) -> None:
        """Raise IsWithdrawn where it had been recorded in error."""
