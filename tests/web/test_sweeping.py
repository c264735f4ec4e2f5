"""An erasure by another process reaches files that were uploaded, though nobody looks at them."""

import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic, sleep
from uuid import UUID

import httpx
import pytest

from crm.application import CRM
from crm.erasures import Erasure, Ledger
from crm.log import Origin
from crm.opening import opened
from crm.settings import Settings
from crm.signing_in import sessions
from domain.account import Role
from domain.day import Day
from features.signed_in import let_in
from tests.web.forms import browser
from tests.web.processes import address, listening_socket, serving, until_ready
from tests.web.processes import crm as command
from tests.web.test_imports import AINO, LIST
from web.imports.running import Running
from web.imports.sweeping import swept


def test_files_are_removed_after_an_erasure_though_the_ledger_was_away_for_a_while(
    crm: CRM, tmp_path: Path
) -> None:
    ledger, away = Ledger(tmp_path / "ledger"), tmp_path / "away"
    crm.ledger, running = ledger, Running(tmp_path)
    before = running.receive(crm, "partners", [("a.csv", LIST)], AINO)
    _until(lambda: running.uploads[before.id].stage == "checked")

    with swept(crm, running, every=0.02):
        ledger.path.mkdir(parents=True)  # no file: whoever reads it fails
        sleep(0.2)
        assert before.folder.exists()
        ledger.path.rename(away)
        ledger.write(Erasure(UUID(int=7), datetime.now(UTC), "Aino"))
        _until(lambda: not before.folder.exists())
        after = running.receive(crm, "partners", [("b.csv", LIST)], AINO)
        sleep(0.2)

    assert after.folder.exists()
    running.worker.shutdown()


@pytest.mark.slow
@pytest.mark.timeout(300)
@pytest.mark.skipif(os.name != "posix", reason="Sockets are handed over in the way of POSIX.")
def test_the_program_removes_files_soon_after_crm_erase(tmp_path: Path) -> None:
    settings = Settings(tmp_path / "data", None, "127.0.0.1", 0, "en")
    with listening_socket() as listening, serving(tmp_path, listening):
        until_ready(address(listening))
        with opened(settings) as crm:
            eero = crm.welcome_colleague("Eero Salo", origin=Origin("Aino")).subject_id
            crm.see_colleague_off(eero, Day("2020"), origin=Origin("Aino"))
            token = sessions.begin(crm.database, let_in(crm, Role.COORDINATOR))
            with browser(address(listening), token) as client:
                _upload(client)
                assert list((settings.data / "uploads").rglob("a.csv"))

                command(tmp_path, "erase", str(eero), "--yes")

                _until(lambda: not list((settings.data / "uploads").rglob("a.csv")))


def _upload(client: httpx.Client) -> None:
    files = {"files": ("a.csv", LIST)}
    assert 303 == client.post("/imports", data={"profile": "partners"}, files=files).status_code


def _until(done: Callable[[], bool]) -> None:
    late = monotonic() + 60
    while not done():
        assert monotonic() < late
        sleep(0.05)
