"""What an engagement is like: its form, themes, place and language, and what it belongs to."""

from dataclasses import dataclass, replace
from enum import Enum
from typing import ClassVar
from uuid import UUID

from domain.activity import Activity
from domain.fact import Fact
from domain.text import line, optional_line


class Form(Enum):
    """What form an engagement takes."""

    SESSION = "session"
    SEMINAR = "seminar"
    MEETING = "meeting"


@dataclass(frozen=True, slots=True)
class Outline:
    """What an engagement is like, besides its title and its days."""

    form: Form
    themes: tuple[str, ...] = ()
    place: str | None = None
    remote: bool = False
    language: str | None = None
    project_id: UUID | None = None
    network_id: UUID | None = None

    def checked(self) -> "Outline":
        """Trim what was typed; raises TooLong or Unprintable."""
        themes = tuple(sorted(set(self.themes)))
        return replace(self, themes=themes, place=optional_line(self.place, "place"))


class Described(Fact):
    """From now on it is to be like this, for a reason."""

    outline: Outline
    reason: str

    def apply(self, aggregate: "Outlined") -> None:
        """Remember what it is like, and which fact said so."""
        aggregate.changed("description", aggregate.outline, self.originator_version)
        self._keep(aggregate)

    def _keep(self, aggregate: "Outlined") -> None:
        aggregate.outline, aggregate.outlined_in = self.outline, self.originator_version


class DescriptionCorrected(Described):
    """What it is like had been written wrong in the fact numbered `corrects`."""

    corrects: int

    def apply(self, aggregate: "Outlined") -> None:
        """Remember what it is like, and whether that was known before."""
        number = self.originator_version
        aggregate.corrected("description", aggregate.outline, self.outline, number)
        self._keep(aggregate)


class Outlined(Activity):
    """The decisions on what an engagement is like; `outlined_in` is the fact that said it last."""

    Described: ClassVar[type[Described]]
    DescriptionCorrected: ClassVar[type[DescriptionCorrected]]

    outline: Outline
    outlined_in: int

    def describe(self, outline: Outline, reason: str) -> None:
        """It changed: what is agreed will be like this. Raises EngagementIsOver."""
        self.check_agreed()
        if (outline := outline.checked()) != self.outline:
            self.trigger_event(self.Described, outline=outline, reason=line(reason, "reason"))

    def correct_description(self, outline: Outline, reason: str) -> None:
        """It was wrong: it has been like this all along."""
        self.check_stands()
        if (outline := outline.checked()) != self.outline:
            self.trigger_event(
                self.DescriptionCorrected,
                outline=outline,
                corrects=self.outlined_in,
                reason=line(reason, "reason"),
            )

    def check_agreed(self) -> None:
        """Raise a refusal once what was agreed is over."""
