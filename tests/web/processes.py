"""The program as a process of its own, serving or running a command."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

ROOT = Path(__file__).parents[2]
PROGRAM = "import sys; sys.argv = ['crm', *sys.argv[1:]]; from crm.cli import main; main()"
PATIENCE = 60


@contextmanager
def serving(
    folder: Path, listening: socket.socket, **settings: str
) -> Iterator[subprocess.Popen[bytes]]:
    """Serve on a socket; what is logged goes to `log` in a folder, the data to `data`."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("CRM_")}
    environment = {**kept, "CRM_DATA": str(folder / "data"), "PYTHONPATH": str(ROOT), **settings}
    fd = listening.fileno()
    with (folder / "log").open("ab") as log:
        program = subprocess.Popen(  # noqa: S603 - starts this interpreter
            [sys.executable, "-c", PROGRAM, "serve", "--fd", str(fd)],
            cwd=ROOT, env=environment, pass_fds=[fd], stdout=subprocess.PIPE, stderr=log,
        )  # fmt: skip
    try:
        with program:
            try:
                yield program
            finally:
                if program.poll() is None:
                    program.kill()
    finally:
        program.wait()


@contextmanager
def listening_socket() -> Iterator[socket.socket]:
    """Give a socket on a free port of this machine."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen(128)
        yield listening


def crm(folder: Path, *words: str, code: int = 0) -> subprocess.CompletedProcess[str]:
    """Run a command, and hold it to its exit code."""
    environment = {**os.environ, "CRM_DATA": str(folder / "data"), "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", PROGRAM, *words]
    ran = subprocess.run(  # noqa: S603 - starts this interpreter
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert ran.returncode == code, ran.stderr
    return ran


def address(listening: socket.socket) -> str:
    """Return where a socket is reached."""
    return f"http://127.0.0.1:{listening.getsockname()[1]}"


def until_ready(url: str) -> None:
    """Wait for the first answer; until there is one, the socket keeps who asks waiting."""
    assert 200 == httpx.get(f"{url}/health/ready", timeout=PATIENCE).status_code
