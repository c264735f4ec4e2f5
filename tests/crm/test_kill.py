"""Killed with -9 at any moment, the program keeps what it promised: once, whole, and proved."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random
from time import sleep
from uuid import UUID

import pytest
from psycopg.conninfo import make_conninfo

from crm.application import CRM
from crm.log.verify import verify
from crm.opening import AllReadModels
from crm.projections.rebuild import rebuild
from tests.crm.contents import contents
from tests.crm.killed import EVENTS_OF_A_PLAN

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]
ROUNDS = int(os.environ.get("CRM_KILL_ROUNDS") or 200)
# From before it has opened the database to well into its writing.
LONGEST = 0.35
ROOT = Path(__file__).parents[2]


@pytest.fixture
def promised(crm: CRM, server: str) -> dict[UUID, UUID]:
    """Kill the program again and again; give the subject of each acknowledged command."""
    name = crm.database.value("SELECT current_database()")
    program = [sys.executable, "-m", "tests.crm.killed", make_conninfo(server, dbname=name)]
    random, found = Random(9), dict[UUID, UUID]()  # noqa: S311 - the same each time
    pipe = subprocess.PIPE
    with subprocess.Popen(  # noqa: S603 - starts this interpreter
        program, stdin=pipe, stdout=pipe, text=True, cwd=ROOT
    ) as running:
        for _ in range(ROUNDS):
            found.update(_round(running, random.uniform(0, LONGEST)))
        assert running.stdin
        running.stdin.close()
    return found


def test_what_was_promised_is_in_the_log_once(crm: CRM, promised: dict[UUID, UUID]) -> None:
    assert ROUNDS < len(promised)

    recorded = crm.database.rows(
        lambda command, subject, events, topic: (command, (subject, events, topic)),
        """
        SELECT (metadata ->> 'command_id')::uuid, min(originator_id::text)::uuid, count(*),
               min(topic)
        FROM crm_events WHERE metadata ->> 'actor' = 'Aino' GROUP BY 1
        """,
    )
    by_command = dict(recorded)
    for command, subject in promised.items():
        assert subject == by_command[command][0]
    # Also of those that nobody was told of, none is there by half.
    wholes = {("crm.partner.registered.v1", 1), ("crm.project.party_joined.v1", EVENTS_OF_A_PLAN)}
    assert wholes == {(topic, events) for _, events, topic in by_command.values()}
    assert len(by_command) - len(promised) <= 4 * ROUNDS

    live = contents(crm.database)
    rebuild(crm.database, AllReadModels().models)
    assert live == contents(crm.database)
    assert crm.position() == verify(crm.database)


def _round(running: subprocess.Popen[str], seconds: float) -> Iterator[tuple[UUID, UUID]]:
    """Let a child begin, kill it after some time, and give what it had acknowledged."""
    assert running.stdin
    assert running.stdout
    running.stdin.write("go\n")
    running.stdin.flush()
    told: list[str] = []
    while not (line := running.stdout.readline()).startswith("child"):
        told.append(line)
    sleep(seconds)
    os.kill(int(line.split()[1]), signal.SIGKILL)
    told += iter(running.stdout.readline, "gone\n")
    for done in told:
        _, command, subject = done.split()
        yield UUID(command), UUID(subject)
