"""A server that its snapshot took back in time writes the same part of its log anew."""

import os
import shutil
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest
from psycopg.conninfo import make_conninfo

from crm.application import CRM
from crm.backups import receiving, store
from crm.backups.making import back_up
from crm.backups.receiving import received
from crm.backups.restoring import restore
from crm.backups.unpacking import hand_over
from crm.database.embedded import server_in
from crm.opening import opened, set_up
from crm.settings import Settings
from tests.crm.backups.servers import wait_until_received
from tests.crm.backups.states import register, state

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(os.name != "posix", reason="What is received is locked as POSIX does."),
]


def test_what_it_wrote_before_takes_the_place_of_nothing_that_it_wrote_since(
    tmp_path: Path,
) -> None:
    cluster, snapshot = tmp_path / "server", tmp_path / "snapshot"
    settings = Settings(tmp_path / "data", None, "127.0.0.1", 0, "en", tmp_path / "backups")
    with server_in(cluster) as server:
        server.start()
        with psycopg.connect(server.get_uri(), autocommit=True) as connection:
            connection.execute("CREATE DATABASE network")
            connection.execute("ALTER SYSTEM SET wal_keep_size = '256MB'")
            connection.execute("SELECT pg_reload_conf()")
        there = _at(settings, server.get_uri())
        with opened(there) as crm:
            set_up(crm)
            _, about = back_up(there)
    shutil.copytree(cluster, snapshot)
    with server_in(cluster) as server:
        server.start()
        there = _at(settings, server.get_uri())
        with received(there.database_url, there.backups), opened(there) as crm:
            _write_much(crm, "Opisto", server.get_uri())
    shutil.rmtree(cluster)
    snapshot.rename(cluster)
    hand_over(cluster, server.system_user)

    with server_in(cluster) as server:
        server.start()
        there = _at(settings, server.get_uri())
        with opened(there) as crm:
            register(crm, "Lyseo")
            with received(there.database_url, there.backups):
                folder, _ = back_up(there)
                register(crm, "Zonta")
                wait_until_received(server.get_uri())
            before = state(crm)

    assert 2 == len(receiving.runs(store.archive(there.backups, about.system)))
    restore(settings, folder)
    with opened(settings) as crm:
        assert before == state(crm)


def _at(settings: Settings, url: str) -> Settings:
    return replace(settings, database_url=make_conninfo(url, dbname="network"))


def _write_much(crm: CRM, name: str, url: str) -> None:
    """Write into several files of its log."""
    with psycopg.connect(url, autocommit=True) as connection:
        for number in range(4):
            register(crm, f"{name} {number}")
            connection.execute("SELECT pg_switch_wal()")
    wait_until_received(url)
