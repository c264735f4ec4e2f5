import os
import sys
from collections.abc import Callable
from typing import NamedTuple

import pytest
from psycopg.conninfo import make_conninfo

from crm.application import CRM
from crm.cli import main


class Answered(NamedTuple):
    """What a command answered."""

    code: int
    out: str
    err: str


Command = Callable[..., Answered]


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Command:
    """Give a function that runs `crm` with some words, as from the shell."""

    def run(*words: str) -> Answered:
        monkeypatch.setattr(sys, "argv", ["crm", *words])
        with pytest.raises(SystemExit) as caught:
            main()
        out, err = capsys.readouterr()
        code = caught.value.code
        return Answered(code if isinstance(code, int) else 0, out, err)

    return run


@pytest.fixture
def here(crm: CRM, server: str, monkeypatch: pytest.MonkeyPatch) -> CRM:
    """Give a fresh installation, and let commands find it."""
    for name in [name for name in os.environ if name.startswith("CRM_")]:
        monkeypatch.delenv(name)
    name = crm.database.value("SELECT current_database()")
    monkeypatch.setenv("CRM_DATABASE_URL", make_conninfo(server, dbname=name))
    return crm
