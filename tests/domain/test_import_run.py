from uuid import UUID

import pytest

from domain.import_run import AlreadyUndone, ImportRun
from domain.refusal import Missing

FILES = ("projects.csv", "organisations.csv")


def begun() -> ImportRun:
    return ImportRun.begin(UUID(int=7), "cordis", FILES)


def test_an_import_begins_under_the_id_that_its_events_will_carry() -> None:
    run = begun()

    [event] = run.pending_events
    assert isinstance(event, ImportRun.Created)
    assert UUID(int=7) == run.id == event.originator_id
    assert ("cordis", FILES) == (event.profile, event.files)
    assert (False, False) == (run.finished, run.undone)


def test_an_import_needs_a_profile() -> None:
    with pytest.raises(Missing) as refused:
        ImportRun.begin(UUID(int=7), " ", FILES)

    assert "profile" == refused.value.about


def test_an_import_is_finished_once_every_row_was_looked_at() -> None:
    run = begun()

    run.finish(100, 3)

    event = run.pending_events[-1]
    assert isinstance(event, ImportRun.Finished)
    assert (100, 3) == (event.rows, event.refused)
    assert run.finished


def test_finishing_again_records_nothing() -> None:
    run = begun()
    run.finish(100, 3)

    run.finish(100, 3)

    assert 2 == run.version


def test_an_import_is_undone_for_a_reason() -> None:
    run = begun()

    run.undo(" The  wrong file.", withdrawn=90, restored=2, left=5)

    event = run.pending_events[-1]
    assert isinstance(event, ImportRun.Undone)
    assert "The wrong file." == event.reason
    assert (90, 2, 5) == (event.withdrawn, event.restored, event.left)
    assert run.undone


def test_undoing_needs_a_reason() -> None:
    with pytest.raises(Missing) as refused:
        begun().undo(" ", withdrawn=90, restored=2, left=5)

    assert "reason" == refused.value.about


def test_an_import_is_undone_once() -> None:
    run = begun()
    run.check_not_undone()
    run.undo("The wrong file.", withdrawn=90, restored=2, left=5)

    with pytest.raises(AlreadyUndone):
        run.undo("The wrong file.", withdrawn=90, restored=2, left=5)
