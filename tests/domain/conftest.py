from collections.abc import Callable
from typing import Any

import pytest
from eventsourcing.domain import Aggregate
from hypothesis import settings

# How long an example takes says nothing on a machine that does other work meanwhile.
settings.register_profile("verkosto", deadline=None)
settings.load_profile("verkosto")


@pytest.fixture(scope="session")
def replayed() -> Callable[[Aggregate], Aggregate]:
    """Make an aggregate anew from the events that it still holds, and from nothing else."""

    def replay(aggregate: Aggregate) -> Aggregate:
        anew: Any = None
        for event in aggregate.collect_events():
            anew = event.mutate(anew)
        assert isinstance(anew, Aggregate)
        return anew

    return replay
