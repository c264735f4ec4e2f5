"""What is carried over from one run to the next: nothing but what would be gathered anew alike."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from crm.application import CRM
from crm.log import Origin
from crm.network.arrays import Kept
from domain.names import Names
from web import carrying
from web.carrying import FILE, leave, take_up

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
