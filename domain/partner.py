"""An outside organisation we work with."""

from dataclasses import dataclass
from enum import Enum
from typing import Self
from uuid import UUID

from eventsourcing.domain import event

from domain import identified
from domain.day import Day, check_not_before
from domain.fact import Created, Fact
from domain.identifier import identifiers
from domain.refusal import IsWithdrawn, Refusal
from domain.text import line, optional_line

ASPECTS = ("name", "description", "stage", "parent", "steward")


class Stage(Enum):
    """Where the relationship with a partner stands."""

    PROSPECT = "prospect"
    ACTIVE = "active"
    DORMANT = "dormant"
    ENDED = "ended"


@dataclass(eq=False)
class PartnerHasEnded(Refusal):
    """An ended partner joins nothing new until it is active again."""

    field = "party"
    name: str


class OwnDescendant(Refusal):
    """A partner can't be placed under itself or under one of its own descendants."""

    field = "parent"


@dataclass(frozen=True, slots=True)
class Description:
    """What a partner is like: terms of vocabularies by code, and where to find it."""

    kind: str
    sectors: tuple[str, ...] = ()
    municipality: str | None = None
    country: str | None = None
    languages: tuple[str, ...] = ()
    web: str | None = None

    def checked(self) -> "Description":
        """Trim what was typed; raises Missing, TooLong or Unprintable."""
        return Description(
            kind=line(self.kind, "kind"),
            sectors=tuple(sorted(set(self.sectors))),
            municipality=optional_line(self.municipality, "municipality"),
            country=optional_line(self.country, "country", limit=2),
            languages=tuple(self.languages),
            web=optional_line(self.web, "web"),
        )


class Partner(identified.Identified):
    """A municipality, county, association, school, parish, company, authority or funder.

    `latest` holds by aspect the day and version of the fact that said it last.
    """

    TOPIC = "crm.partner.v1"

    class Created(Created):
        """The partner was registered."""

        TOPIC = "crm.partner.registered.v1"
        name: str
        description: Description
        identifiers: dict[str, str]
        stage: Stage
        since_on: Day | None

    class Renamed(Fact):
        """It took another name on a day; the old one stays findable."""

        TOPIC = "crm.partner.renamed.v1"
        name: str
        renamed_on: Day

    class NameCorrected(Fact):
        """The name had been written wrong since `from_on`."""

        TOPIC = "crm.partner.name_corrected.v1"
        name: str
        from_on: Day | None
        corrects: int
        reason: str

    class Described(Fact):
        """Its kind, sectors, place or languages changed."""

        TOPIC = "crm.partner.described.v1"
        description: Description
        described_on: Day

    class DescriptionCorrected(Fact):
        """The description had been wrong since `from_on`."""

        TOPIC = "crm.partner.description_corrected.v1"
        description: Description
        from_on: Day | None
        corrects: int
        reason: str

    class PlacedUnder(Fact):
        """It became part of a parent partner, or of none."""

        TOPIC = "crm.partner.placed_under.v1"
        parent_id: UUID | None
        placed_on: Day

    class StageMoved(Fact):
        """The relationship moved to another stage on a day, for a reason."""

        TOPIC = "crm.partner.stage_moved.v1"
        stage: Stage
        moved_on: Day
        reason: str

    class IdentifierGiven(identified.Given):
        """An identifier of others became known."""

        TOPIC = "crm.partner.identifier_given.v1"

    class IdentifierCorrected(identified.Corrected):
        """An identifier had been written wrong, or was another's."""

        TOPIC = "crm.partner.identifier_corrected.v1"

    class StewardAssigned(Fact):
        """A colleague took over looking after it."""

        TOPIC = "crm.partner.steward_assigned.v1"
        colleague_id: UUID
        assigned_on: Day

    class Withdrawn(Fact):
        """It had been registered in error and never was a partner."""

        TOPIC = "crm.partner.withdrawn.v1"
        reason: str

    @classmethod
    def register(
        cls,
        name: str,
        description: Description,
        *,
        identified_by: dict[str, str] | None = None,
        stage: Stage = Stage.PROSPECT,
        since_on: Day | None = None,
    ) -> Self:
        """Take a new partner into the network."""
        return cls(
            name=line(name, "name"),
            description=description.checked(),
            identifiers=identifiers(identified_by or {}),
            stage=stage,
            since_on=since_on,
        )

    def rename(self, name: str, renamed_on: Day) -> None:
        """It changed: the partner has another name from a day on."""
        self.check_stands()
        if (name := line(name, "name")) != self.name:
            check_not_before(self.latest["name"][0], renamed_on)
            self._rename(name, renamed_on)

    def correct_name(self, name: str, reason: str) -> None:
        """It was wrong: the latest name had been written wrong all along."""
        self.check_stands()
        if (name := line(name, "name")) != self.name:
            self._correct_name(name, *self.latest["name"], line(reason, "reason"))

    def describe(self, description: Description, described_on: Day) -> None:
        """It changed: the partner is like this from a day on."""
        self.check_stands()
        if (description := description.checked()) != self.description:
            check_not_before(self.latest["description"][0], described_on)
            self._describe(description, described_on)

    def correct_description(self, description: Description, reason: str) -> None:
        """It was wrong: the latest description never held."""
        self.check_stands()
        if (description := description.checked()) != self.description:
            said = self.latest["description"]
            self._correct_description(description, *said, line(reason, "reason"))

    def place_under(self, parent_id: UUID | None, placed_on: Day, *, below: set[UUID]) -> None:
        """Make it part of a parent, or of none; `below` holds the ids of its descendants."""
        self.check_stands()
        if parent_id == self.id or parent_id in below:
            raise OwnDescendant
        if parent_id != self.parent_id:
            check_not_before(self.latest["parent"][0], placed_on)
            self._place_under(parent_id, placed_on)

    def move_stage(self, stage: Stage, moved_on: Day, reason: str) -> None:
        """Move the relationship to another stage on a day."""
        self.check_stands()
        if stage is not self.stage:
            check_not_before(self.latest["stage"][0], moved_on)
            self._move_stage(stage, moved_on, line(reason, "reason"))

    def assign_steward(self, colleague_id: UUID, assigned_on: Day) -> None:
        """Let a colleague look after the partner from a day on."""
        self.check_stands()
        if colleague_id != self.steward_id:
            check_not_before(self.latest["steward"][0], assigned_on)
            self._assign_steward(colleague_id, assigned_on)

    def withdraw(self, reason: str) -> None:
        """It was wrong: this was never a partner."""
        self.check_stands()
        self._withdraw(line(reason, "reason"))

    def check_stands(self) -> None:
        """Raise IsWithdrawn where the partner had been registered in error."""
        if self.withdrawn:
            raise IsWithdrawn

    @event(Created)
    def __init__(
        self,
        name: str,
        description: Description,
        identifiers: dict[str, str],
        stage: Stage,
        since_on: Day | None,
    ) -> None:
        self.name = name
        self.description = description
        self.identifiers = dict(identifiers)
        self.identified_in = dict.fromkeys(identifiers, 1)
        self.stage = stage
        self.parent_id: UUID | None = None
        self.steward_id: UUID | None = None
        self.latest = dict.fromkeys(ASPECTS, (since_on, 1))
        self.withdrawn = False

    @event(Renamed)
    def _rename(self, name: str, renamed_on: Day) -> None:
        self.name = name
        self._note("name", renamed_on)

    @event(NameCorrected)
    def _correct_name(self, name: str, from_on: Day | None, corrects: int, reason: str) -> None:
        self.name = name
        self._note("name", from_on)

    @event(Described)
    def _describe(self, description: Description, described_on: Day) -> None:
        self.description = description
        self._note("description", described_on)

    @event(DescriptionCorrected)
    def _correct_description(
        self, description: Description, from_on: Day | None, corrects: int, reason: str
    ) -> None:
        self.description = description
        self._note("description", from_on)

    @event(PlacedUnder)
    def _place_under(self, parent_id: UUID | None, placed_on: Day) -> None:
        self.parent_id = parent_id
        self._note("parent", placed_on)

    @event(StageMoved)
    def _move_stage(self, stage: Stage, moved_on: Day, reason: str) -> None:
        self.stage = stage
        self._note("stage", moved_on)

    @event(StewardAssigned)
    def _assign_steward(self, colleague_id: UUID, assigned_on: Day) -> None:
        self.steward_id = colleague_id
        self._note("steward", assigned_on)

    @event(Withdrawn)
    def _withdraw(self, reason: str) -> None:
        self.withdrawn = True

    def _note(self, aspect: str, on: Day | None) -> None:
        # The library counts the version up afterwards.
        self.latest[aspect] = (on, self.version + 1)
