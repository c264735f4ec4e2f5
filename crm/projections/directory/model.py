"""How the directory takes events in: every party as it was, and was known to be.

`party` keeps one row for each span of days and of recording over which nothing about the party
changed. `identifier` says who holds an identifier now.
"""

from crm.log import Entry
from crm.projections.directory.calling import call, forget
from crm.projections.directory.changing import (
    FORGET_IDENTIFIER,
    FORGET_IDENTIFIERS,
    WITHDRAW,
    begin,
    change,
    end,
    go_on,
    identify,
)
from crm.projections.directory.rows import IDENTIFIER, PARTY, described, named, row
from crm.projections.ranges import first
from crm.projections.read_model import ReadModel, handles
from crm.projections.writer import Writer
from domain.aspects import EndWithdrawn
from domain.beginning import BeginningCorrected
from domain.colleague import Colleague
from domain.names import NAMELESS, Names
from domain.network import Network
from domain.partner import Description, Partner
from domain.unit import Unit


class Directory(ReadModel):
    """Who is in the network, under which name, of what kind, at which stage."""

    name = "directory"
    version = 4
    tables = (PARTY, IDENTIFIER)

    @handles(Partner.Created)
    def registered(self, event: Partner.Created, entry: Entry, writer: Writer) -> None:
        writer.insert(
            PARTY,
            row(
                event.originator_id,
                "partner",
                Names(event.name),
                entry,
                event.since_on,
                description=event.description,
                stage=event.stage.value,
                identifiers=event.identifiers,
            ),
        )
        for scheme, value in event.identifiers.items():
            writer.insert(IDENTIFIER, (scheme, value, event.originator_id))

    @handles(Unit.Created)
    def opened(self, event: Unit.Created, entry: Entry, writer: Writer) -> None:
        party = row(
            event.originator_id, "unit", event.names, entry, event.opened_on, parent=event.parent_id
        )
        writer.insert(PARTY, party)

    @handles(Colleague.Created)
    def welcomed(self, event: Colleague.Created, entry: Entry, writer: Writer) -> None:
        description = Description(event.position.value)
        party = row(
            event.originator_id,
            "colleague",
            NAMELESS,
            entry,
            event.joined_on,
            description=description,
            unit=event.unit_id,
        )
        writer.insert(PARTY, party)
        call(writer, entry)

    @handles(Network.Created)
    def founded(self, event: Network.Created, entry: Entry, writer: Writer) -> None:
        party = row(
            event.originator_id,
            "network",
            Names(event.name),
            entry,
            event.founded_on,
            purpose=event.purpose,
        )
        writer.insert(PARTY, party)

    @handles(
        Partner.BeginningCorrected,
        Unit.BeginningCorrected,
        Colleague.BeginningCorrected,
        Network.BeginningCorrected,
    )
    def beginning_corrected(self, event: BeginningCorrected, entry: Entry, writer: Writer) -> None:
        begin(writer, entry, event.since_on)

    @handles(Partner.Renamed, Network.Renamed)
    def renamed(self, event: Partner.Renamed, entry: Entry, writer: Writer) -> None:
        change(writer, entry, first(event.renamed_on), named(Names(event.name)))

    @handles(Partner.NameCorrected, Network.NameCorrected)
    def name_corrected(self, event: Partner.NameCorrected, entry: Entry, writer: Writer) -> None:
        change(writer, entry, first(event.from_on), named(Names(event.name)))

    @handles(Colleague.NameCorrected)
    def colleague_name_corrected(
        self, _: Colleague.NameCorrected, entry: Entry, writer: Writer
    ) -> None:
        change(writer, entry, None, {})
        call(writer, entry)

    @handles(Colleague.Erased)
    def erased(self, _: Colleague.Erased, entry: Entry, writer: Writer) -> None:
        forget(writer, entry)

    @handles(Unit.Renamed)
    def unit_renamed(self, event: Unit.Renamed, entry: Entry, writer: Writer) -> None:
        change(writer, entry, first(event.renamed_on), named(event.names))

    @handles(Unit.NamesCorrected)
    def unit_names_corrected(
        self, event: Unit.NamesCorrected, entry: Entry, writer: Writer
    ) -> None:
        change(writer, entry, first(event.from_on), named(event.names))

    @handles(Partner.Described)
    def described(self, event: Partner.Described, entry: Entry, writer: Writer) -> None:
        change(writer, entry, first(event.described_on), described(event.description))

    @handles(Partner.DescriptionCorrected)
    def description_corrected(
        self, event: Partner.DescriptionCorrected, entry: Entry, writer: Writer
    ) -> None:
        change(writer, entry, first(event.from_on), described(event.description))

    @handles(Partner.PlacedUnder, Unit.PlacedUnder)
    def placed_under(self, event: Partner.PlacedUnder, entry: Entry, writer: Writer) -> None:
        parent = str(event.parent_id) if event.parent_id else None
        change(writer, entry, first(event.placed_on), {"parent_id": parent})

    @handles(Partner.StageMoved)
    def stage_moved(self, event: Partner.StageMoved, entry: Entry, writer: Writer) -> None:
        change(writer, entry, first(event.moved_on), {"stage": event.stage.value})

    @handles(Partner.StewardAssigned)
    def steward_assigned(
        self, event: Partner.StewardAssigned, entry: Entry, writer: Writer
    ) -> None:
        steward = {"steward_id": str(event.colleague_id)}
        change(writer, entry, first(event.assigned_on), steward)

    @handles(Partner.PlacementWithdrawn, Unit.PlacementWithdrawn)
    def placement_withdrawn(
        self, event: Partner.PlacementWithdrawn, entry: Entry, writer: Writer
    ) -> None:
        parent = str(event.parent_id) if event.parent_id else None
        change(writer, entry, first(event.from_on), {"parent_id": parent})

    @handles(Partner.StageMoveWithdrawn)
    def stage_move_withdrawn(
        self, event: Partner.StageMoveWithdrawn, entry: Entry, writer: Writer
    ) -> None:
        change(writer, entry, first(event.from_on), {"stage": event.stage.value})

    @handles(Partner.StewardshipWithdrawn)
    def stewardship_withdrawn(
        self, event: Partner.StewardshipWithdrawn, entry: Entry, writer: Writer
    ) -> None:
        steward = str(event.colleague_id) if event.colleague_id else None
        change(writer, entry, first(event.from_on), {"steward_id": steward})

    @handles(Partner.IdentifierGiven, Partner.IdentifierCorrected)
    def identified(
        self,
        event: Partner.IdentifierGiven | Partner.IdentifierCorrected,
        entry: Entry,
        writer: Writer,
    ) -> None:
        subject, scheme = event.originator_id, event.scheme
        writer.execute(FORGET_IDENTIFIER, {"subject": subject, "scheme": scheme})
        if event.value is not None:
            writer.insert(IDENTIFIER, (scheme, event.value, subject))
        identify(writer, entry, {scheme: event.value})

    @handles(Colleague.AssignedToUnit)
    def assigned_to_unit(
        self, event: Colleague.AssignedToUnit, entry: Entry, writer: Writer
    ) -> None:
        unit = {"unit_id": str(event.unit_id) if event.unit_id else None}
        change(writer, entry, first(event.assigned_on), unit)

    @handles(Colleague.AssignmentWithdrawn)
    def assignment_withdrawn(
        self, event: Colleague.AssignmentWithdrawn, entry: Entry, writer: Writer
    ) -> None:
        unit = {"unit_id": str(event.unit_id) if event.unit_id else None}
        change(writer, entry, first(event.from_on), unit)

    @handles(Colleague.PositionGiven)
    def position_given(self, event: Colleague.PositionGiven, entry: Entry, writer: Writer) -> None:
        change(writer, entry, first(event.given_on), {"kind": event.position.value})

    @handles(Colleague.PositionWithdrawn)
    def position_withdrawn(
        self, event: Colleague.PositionWithdrawn, entry: Entry, writer: Writer
    ) -> None:
        change(writer, entry, first(event.from_on), {"kind": event.position.value})

    @handles(Network.PurposeSet, Network.PurposeCorrected)
    def purpose_set(self, event: Network.PurposeSet, entry: Entry, writer: Writer) -> None:
        change(writer, entry, None, {"purpose": event.purpose})

    @handles(Unit.Closed)
    def closed(self, event: Unit.Closed, entry: Entry, writer: Writer) -> None:
        end(writer, entry, event.closed_on)

    @handles(Colleague.Left)
    def left(self, event: Colleague.Left, entry: Entry, writer: Writer) -> None:
        end(writer, entry, event.left_on)

    @handles(Network.Dissolved)
    def dissolved(self, event: Network.Dissolved, entry: Entry, writer: Writer) -> None:
        end(writer, entry, event.dissolved_on)

    @handles(Unit.ClosingWithdrawn, Colleague.LeavingWithdrawn, Network.DissolutionWithdrawn)
    def goes_on(self, _: EndWithdrawn, entry: Entry, writer: Writer) -> None:
        go_on(writer, entry)

    @handles(Partner.Withdrawn, Unit.Withdrawn, Colleague.Withdrawn, Network.Withdrawn)
    def withdrawn(self, event: Partner.Withdrawn, entry: Entry, writer: Writer) -> None:
        params = {"subject": event.originator_id, "at": entry.recorded_at}
        writer.execute(WITHDRAW, params)
        writer.execute(FORGET_IDENTIFIERS, params)
