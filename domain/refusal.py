"""What the domain says when the answer is no."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID


class Refusal(Exception):
    """A decision against a command, in a word of the domain; nothing is recorded.

    `field` names the value that stands in the way, as the forms and import profiles name it.
    """

    field: ClassVar[str | None] = None


class FieldRefusal(Refusal):
    """A refusal of one value, whatever field it was given for."""

    about: str


@dataclass(eq=False)
class Missing(FieldRefusal):
    """A value that is needed was left empty."""

    about: str


@dataclass(eq=False)
class TooLong(FieldRefusal):
    """A text is longer than anything of its kind."""

    about: str
    limit: int


@dataclass(eq=False)
class Unprintable(FieldRefusal):
    """A text holds control characters, such as NUL, that no screen can show."""

    about: str


@dataclass(eq=False)
class NotANumber(FieldRefusal):
    """What was typed for a count isn't a whole number of a usual size."""

    about: str
    text: str


class PersonIsErased(Refusal):
    """Of somebody erased nothing can be said any more."""


class IsWithdrawn(Refusal):
    """What was recorded in error takes no more commands."""


@dataclass(frozen=True, slots=True)
class Resting:
    """Something that builds on something else: its type, 'project' or 'unit', and its name."""

    id: UUID
    type: str
    name: str


@dataclass(eq=False)
class StillNeeded(Refusal):
    """What others build on can't be withdrawn before these; `more` of them aren't named."""

    resting: tuple[Resting, ...]
    more: int


@dataclass(eq=False)
class NotFound(Refusal):
    """Nothing of this kind is known under this id."""

    kind: str
    reference: str


@dataclass(eq=False)
class UnknownCountry(Refusal):
    """A code that no country has."""

    field = "country"
    code: str


@dataclass(eq=False)
class UnknownLanguage(FieldRefusal):
    """A code that no language has."""

    about: str
    code: str


@dataclass(eq=False)
class WrongKind(FieldRefusal):
    """What was chosen is there, but of none of the kinds that are asked for."""

    about: str
    wanted: tuple[str, ...]


@dataclass(eq=False)
class UnknownName(FieldRefusal):
    """Nothing, or more than one thing, has the name that was typed."""

    about: str
    name: str
