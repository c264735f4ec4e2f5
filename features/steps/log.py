"""The log of events, and those who change it behind the program's back."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path
from time import monotonic

import pytest
from playwright.sync_api import expect
from pytest_bdd import given, then, when

from crm.application import CRM
from crm.log.writes import resume
from crm.opening import opened, set_up
from crm.settings import Settings
from features.reader import Reader
from features.sentences import like


@given("the last entry of the log was changed outside the program")
def was_changed(crm: CRM) -> None:
    with crm.database.connection() as connection:
        connection.execute(
            "UPDATE crm_events SET topic = 'crm.partner.renamed.v1' WHERE notification_id = %s",
            [crm.position()],
        )
    crm.proof.give_anew()


@given("that was accepted")
def was_accepted(crm: CRM) -> None:
    with crm.database.connection() as connection:
        resume(connection.cursor())


@then(like('she reads "{sentence}" with its position'))
def reads_with_position(reader: Reader, crm: CRM, sentence: str) -> None:
    told = reader.page.locator("#status")
    expect(told).to_contain_text(sentence)
    expect(told).to_contain_text(str(crm.position()))


@pytest.fixture
def installed(tmp_path: Path) -> Iterator[CRM]:
    """Give an installation in a data folder of its own."""
    with opened(Settings(tmp_path / "data", None, "127.0.0.1", 0, "en")) as crm:
        set_up(crm)
        yield crm


@given("an installation with a database of its own", target_fixture="crm")
def own_installation(installed: CRM) -> CRM:
    return installed


@given(like('Aino registered "{name}" there'))
def registered_there(reader: Reader, name: str) -> None:
    reader.open("/partners/new")
    reader.fill(Name=name, Kind="Association")
    reader.send()


@when("the database dies")
def dies(crm: CRM) -> None:
    folder = Path(crm.database.value("SHOW data_directory"))
    os.kill(int((folder / "postmaster.pid").read_text().split()[0]), signal.SIGKILL)


@then(like("the pages are back within {seconds} seconds"))
def are_back(reader: Reader, seconds: str) -> None:
    until = monotonic() + int(seconds)
    while (answer := reader.page.goto("/partners")) and answer.status != 200:
        assert answer.status == 503
        assert monotonic() < until
        expect(reader.main).to_contain_text("The database can't be reached")


@then(like('"{name}" is among the partners'))
def is_among(reader: Reader, name: str) -> None:
    expect(reader.rows()).to_contain_text([name])
