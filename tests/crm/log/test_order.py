"""Whoever follows the log by position misses nothing, however many write at once."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from random import Random
from threading import Event, Thread
from time import monotonic
from uuid import uuid4

from eventsourcing.persistence import StoredEvent

from crm.application import CRM
from crm.log import Origin

SECONDS = 3
WRITERS = 8


def test_a_reader_that_tails_the_log_misses_nothing_and_time_agrees(crm: CRM) -> None:
    stop, seen = Event(), list[int]()
    first = crm.position()
    writers = [Thread(target=_write, args=(crm, number)) for number in range(WRITERS)]
    reader = Thread(target=_tail, args=(crm, first, stop, seen.append))

    for thread in [reader, *writers]:
        thread.start()
    for thread in writers:
        thread.join()
    stop.set()
    reader.join()

    assert list(range(first + 1, crm.position() + 1)) == seen
    assert WRITERS < len(seen)
    times = crm.database.values("SELECT recorded_at FROM crm_events ORDER BY notification_id")
    assert times == sorted(times)


def test_the_time_of_recording_never_runs_backwards(crm: CRM) -> None:
    late = datetime.now(UTC) + timedelta(days=400)
    _insert(crm, Origin("Aino", recorded_at=late))

    _insert(crm, Origin("Aino"))

    times = crm.database.values("SELECT recorded_at FROM crm_events ORDER BY notification_id")
    assert [late, late] == times[-2:]
    assert times[0] < late


def test_the_time_of_recording_is_taken_after_the_lock(crm: CRM) -> None:
    with crm.database.dedicated() as holder, holder.transaction():
        holder.execute("SELECT pg_advisory_xact_lock(5317041)")
        waiting = Thread(target=_insert, args=(crm, Origin("Aino")))
        waiting.start()
        waiting.join(0.3)
        assert waiting.is_alive()
        held = holder.execute("SELECT clock_timestamp()").fetchone()
    waiting.join()

    recorded = crm.database.value("SELECT max(recorded_at) FROM crm_events")
    assert held
    assert held[0] < recorded


def _write(crm: CRM, number: int) -> None:
    random, until = Random(number), monotonic() + SECONDS  # noqa: S311 - no secret
    while monotonic() < until:
        _insert(crm, Origin("Aino"), random.choice([1, 1, 1, 5, 20]))


def _insert(crm: CRM, origin: Origin, events: int = 1) -> None:
    stored = [StoredEvent(uuid4(), 1, "test", b"{}") for _ in range(events)]
    crm.recorder.append(stored, origin, [None] * events)


def _tail(crm: CRM, position: int, stop: Event, see: Callable[[int], None]) -> None:
    while True:
        last = stop.is_set()
        found = crm.recorder.select_notifications(position, 500, inclusive_of_start=False)
        for notification in found:
            position = int(notification.id)
            see(position)
        if last and not found:
            return
