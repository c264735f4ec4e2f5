"""What is carried over from one run to the next: nothing but what would be gathered anew alike."""

import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import pytest

from crm.application import CRM
from crm.carried import FILE
from crm.erasing import erase, finish
from crm.erasures import Erasure, Ledger
from crm.log import Origin
from crm.network.arrays import Kept
from domain.day import Day
from domain.names import Names
from web import carrying
from web.carrying import leave, take_up

ASKED = ("any day", "all")
Start = Callable[[], Kept]


@pytest.fixture
def start(monkeypatch: pytest.MonkeyPatch) -> Start:
    """Give a function that starts a run, which has gathered nothing yet."""

    def start() -> Kept:
        kept = Kept(5)
        monkeypatch.setitem(carrying.KEPT, "counts", kept)
        return kept

    return start


def test_what_was_gathered_is_there_after_the_next_start(
    crm: CRM, start: Start, tmp_path: Path
) -> None:
    _gathered(crm, start())
    leave(crm, tmp_path)
    assert 0o600 == (tmp_path / FILE).stat().st_mode & 0o777

    kept = start()
    take_up(crm, tmp_path)

    assert ["gathered"] == list(kept.answers().values())
    assert not (tmp_path / FILE).exists()


def test_nothing_is_carried_over_what_was_recorded_since(
    crm: CRM, start: Start, tmp_path: Path
) -> None:
    _gathered(crm, start())
    leave(crm, tmp_path)
    crm.open_unit(Names("Toinen"), origin=Origin("tester"))

    kept = start()
    take_up(crm, tmp_path)

    assert not kept.answers()
    assert not (tmp_path / FILE).exists()


def test_what_was_gathered_before_the_last_word_is_left_out(
    crm: CRM, start: Start, tmp_path: Path
) -> None:
    _gathered(crm, start())
    crm.open_unit(Names("Toinen"), origin=Origin("tester"))
    leave(crm, tmp_path)

    kept = start()
    take_up(crm, tmp_path)

    assert not kept.answers()


def test_nothing_is_carried_over_to_another_program(
    crm: CRM, start: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _gathered(crm, start())
    leave(crm, tmp_path)
    monkeypatch.setattr(carrying, "_program", lambda: "another")

    kept = start()
    take_up(crm, tmp_path)

    assert not kept.answers()


@pytest.fixture
def eero(crm: CRM, tmp_path: Path) -> UUID:
    """Give a colleague who left; whoever is erased is noted in the folder of what is left, too."""
    crm.ledger, crm.data = Ledger(tmp_path), tmp_path
    eero = crm.welcome_colleague("Eero Salo", origin=Origin("tester")).subject_id
    crm.see_colleague_off(eero, Day("2025-12-31"), origin=Origin("tester"))
    return eero


def test_an_erasure_takes_away_what_was_left(
    crm: CRM, start: Start, tmp_path: Path, eero: UUID
) -> None:
    _gathered(crm, start())
    leave(crm, tmp_path)
    assert b"gathered" in (tmp_path / FILE).read_bytes()

    erase(crm, eero, origin=Origin("tester"))

    assert not (tmp_path / FILE).exists()


def test_so_does_one_that_is_finished_later(
    crm: CRM, start: Start, tmp_path: Path, eero: UUID
) -> None:
    _gathered(crm, start())
    leave(crm, tmp_path)
    assert crm.ledger
    assert 0 == finish(crm, crm.ledger)
    assert (tmp_path / FILE).exists()
    crm.ledger.write(Erasure(eero, datetime.now(UTC), "Aino"))

    assert 1 == finish(crm, crm.ledger)

    assert not (tmp_path / FILE).exists()


@pytest.mark.parametrize("line", [None, "nobody"])
def test_nothing_is_left_while_an_erasure_is_to_be_finished(
    crm: CRM, start: Start, tmp_path: Path, eero: UUID, line: str | None
) -> None:
    _gathered(crm, start())
    assert crm.ledger
    crm.ledger.write(Erasure(eero, datetime.now(UTC), "Aino"))
    if line:
        crm.ledger.path.write_text(f"{line}\n")

    leave(crm, tmp_path)

    assert not (tmp_path / FILE).exists()


def test_nothing_is_left_where_another_process_erases_somebody_while_it_is_written(
    crm: CRM, start: Start, tmp_path: Path, eero: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    _gathered(crm, start())
    write = os.fdopen

    def write_late(*args: int | str) -> object:
        monkeypatch.setattr(os, "fdopen", write)
        crm.data = tmp_path / "another process has taken it away, and it is written after that"
        erase(crm, eero, origin=Origin("tester"))
        return write(*args)  # type: ignore[call-overload]

    monkeypatch.setattr(os, "fdopen", write_late)

    leave(crm, tmp_path)

    assert not (tmp_path / FILE).exists()


def test_what_somebody_else_put_there_is_never_opened(
    crm: CRM, start: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _gathered(crm, start())
    leave(crm, tmp_path)
    monkeypatch.setattr(os, "geteuid", lambda: os.getuid() + 1, raising=False)

    kept = start()
    take_up(crm, tmp_path)

    assert not kept.answers()


def test_what_is_left_goes_into_no_file_of_somebody_elses(
    crm: CRM, start: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _gathered(crm, start())
    theirs = tmp_path / "theirs"
    theirs.write_text("as it was")
    monkeypatch.setattr(Path, "unlink", lambda *_args, **_kwargs: None)
    (tmp_path / FILE).symlink_to(theirs)

    leave(crm, tmp_path)

    assert "as it was" == theirs.read_text()


def test_a_damaged_file_is_as_none(crm: CRM, start: Start, tmp_path: Path) -> None:
    _gathered(crm, start())
    leave(crm, tmp_path)
    (tmp_path / FILE).write_bytes((tmp_path / FILE).read_bytes()[:-9])

    kept = start()
    take_up(crm, tmp_path)

    assert not kept.answers()
    assert not (tmp_path / FILE).exists()


def _gathered(crm: CRM, kept: Kept) -> None:
    crm.open_unit(Names("Yksi"), origin=Origin("tester"))
    kept.put((crm.database.identity, crm.position(), *ASKED), "gathered")
