"""An outside organisation we work with."""

from dataclasses import dataclass
from typing import Self
from uuid import UUID

from eventsourcing.domain import event

from domain import beginning, identified, relationship
from domain.day import Day
from domain.fact import Created, Fact
from domain.identifier import identifiers
from domain.refusal import IsWithdrawn
from domain.relationship import OwnDescendant, PartnerHasEnded, Stage
from domain.text import line, optional_line

__all__ = ["Description", "OwnDescendant", "Partner", "PartnerHasEnded", "Stage"]
ASPECTS = ("name", "description", "stage", "parent", "steward")


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


class Partner(relationship.Related):
    """A municipality, county, association, school, parish, company, authority or funder."""

    TOPIC = "crm.partner.v1"

    class Created(Created):
        """The partner was registered."""

        TOPIC = "crm.partner.registered.v1"
        name: str
        description: Description
        identifiers: dict[str, str]
        stage: Stage
        since_on: Day | None

    class BeginningCorrected(beginning.BeginningCorrected):
        """The day on which it began had been written wrong."""

        TOPIC = "crm.partner.beginning_corrected.v1"
        reason: str

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

    class PlacedUnder(relationship.PlacedUnder):
        """It became part of a parent partner, or of none."""

        TOPIC = "crm.partner.placed_under.v1"

    class PlacementWithdrawn(relationship.PlacementWithdrawn):
        """It never became part of that, or never ceased to be part of another."""

        TOPIC = "crm.partner.placement_withdrawn.v1"

    class StageMoved(relationship.StageMoved):
        """The relationship moved to another stage on a day, for a reason."""

        TOPIC = "crm.partner.stage_moved.v1"

    class StageMoveWithdrawn(relationship.StageMoveWithdrawn):
        """The relationship never moved to another stage."""

        TOPIC = "crm.partner.stage_move_withdrawn.v1"

    class IdentifierGiven(identified.Given):
        """An identifier of others became known."""

        TOPIC = "crm.partner.identifier_given.v1"

    class IdentifierCorrected(identified.Corrected):
        """An identifier had been written wrong, or was another's."""

        TOPIC = "crm.partner.identifier_corrected.v1"

    class StewardAssigned(relationship.StewardAssigned):
        """A colleague took over looking after it."""

        TOPIC = "crm.partner.steward_assigned.v1"

    class StewardshipWithdrawn(relationship.StewardshipWithdrawn):
        """That colleague never took over looking after it."""

        TOPIC = "crm.partner.stewardship_withdrawn.v1"

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
            self.check_may_change("name", renamed_on)
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
            self.check_may_change("description", described_on)
            self._describe(description, described_on)

    def correct_description(self, description: Description, reason: str) -> None:
        """It was wrong: the latest description never held."""
        self.check_stands()
        if (description := description.checked()) != self.description:
            said = self.latest["description"]
            self._correct_description(description, *said, line(reason, "reason"))

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
        self.stage, self.since_on = stage, since_on
        self.parent_id: UUID | None = None
        self.steward_id: UUID | None = None
        self.latest = dict.fromkeys(ASPECTS, (since_on, 1))
        self.withdrawn = False
        self.former, self.stands, self.undone = {}, {}, set()
        self.changed_in = set()

    @event(Renamed)
    def _rename(self, name: str, renamed_on: Day) -> None:
        self.change("name", name, renamed_on, self.version + 1)

    @event(NameCorrected)
    def _correct_name(self, name: str, from_on: Day | None, corrects: int, reason: str) -> None:
        self.correct("name", name, from_on, self.version + 1)

    @event(Described)
    def _describe(self, description: Description, described_on: Day) -> None:
        self.change("description", description, described_on, self.version + 1)

    @event(DescriptionCorrected)
    def _correct_description(
        self, description: Description, from_on: Day | None, corrects: int, reason: str
    ) -> None:
        self.correct("description", description, from_on, self.version + 1)

    @event(Withdrawn)
    def _withdraw(self, reason: str) -> None:
        self.withdrawn = True
