"""What every event of the log has in common."""

from uuid import UUID

from domain.aggregate import Aggregate


class Fact(Aggregate.Event):
    """Something that happened to one aggregate; said once, never changed."""

    originator_id: UUID


class Created(Fact, Aggregate.Created):
    """The first fact of an aggregate."""
