"""A rebuild that is killed with -9 leaves the live tables alone, and a later one succeeds."""

import os
import signal
import subprocess
import sys

import pytest
from psycopg.conninfo import make_conninfo

from crm.application import CRM
from crm.opening import AllReadModels
from crm.projections.rebuild import rebuild
from tests.crm.contents import contents

PROGRAM = """
import sys, time
from crm.database import Database
from crm.opening import AllReadModels
from crm.projections import reading, rebuild

models = AllReadModels()
reading.BATCH = 40

def progress(done, of):
    print(done, flush=True)
    time.sleep(0.05)

rebuild.rebuild(Database(sys.argv[1], models.keys), models.models, progress)
"""


@pytest.mark.parametrize("heard", [1, 4])
def test_a_killed_rebuild_leaves_the_live_tables_as_they_were(
    told: CRM, server: str, heard: int
) -> None:
    live = contents(told.database)
    name = told.database.value("SELECT current_database()")
    url = make_conninfo(server, dbname=name)
    killed = subprocess.Popen(  # noqa: S603 - starts this interpreter
        [sys.executable, "-c", PROGRAM, url], stdout=subprocess.PIPE, text=True
    )
    assert killed.stdout
    for _ in range(heard):
        assert killed.stdout.readline().strip().isdigit()

    os.kill(killed.pid, signal.SIGKILL)
    killed.wait()
    killed.stdout.close()

    kept = contents(told.database)
    assert live == {table: kept[table] for table in live}
    assert kept.keys() > live.keys()
    rebuild(told.database, AllReadModels().models)
    assert live == contents(told.database)
