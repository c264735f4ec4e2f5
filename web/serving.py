"""The pages, served until told to stop."""

import asyncio
import contextlib
import logging
import signal
import threading
import time
from pathlib import Path

import click
import uvicorn

from crm.application import CRM
from crm.clocks import today
from crm.language import gettext as _
from crm.log import UNAVAILABLE
from crm.opening import opened_at, set_up
from crm.settings import Settings
from web.app import create_app
from web.assets import assets
from web.rendering import keep_compiled

LOG = logging.getLogger("verkosto")
LOOPBACK = {"127.0.0.1", "localhost", "::1"}
GRACE = 5
# The first pages go before the proof of the whole log, which keeps a core busy.
PROOF_AFTER = 2


def serve(url: str, settings: Settings, fd: int | None) -> None:
    """Serve the pages over a database."""
    with opened_at(url) as crm:
        set_up(crm)
        _serve(crm, settings, demo=False, fd=fd)


def demo(url: str, settings: Settings, whole: Path) -> None:
    """Serve the demonstration network, made first where the file `whole` isn't there."""
    # A real installation has no use for it.
    from crm.demo import play

    with opened_at(url) as crm:
        if not whole.exists():
            with click.progressbar(length=100, label="Making the demonstration network") as bar:
                play(crm, today(), lambda done, of: bar.update(100 * done // of - bar.pos))
            whole.touch()
        _serve(crm, settings, demo=True, fd=None)


def _serve(crm: CRM, settings: Settings, *, demo: bool, fd: int | None) -> None:
    host = settings.host
    if host not in LOOPBACK:
        raise click.ClickException(
            _("Nobody signs in yet, so the pages are served on this machine only, not on %(host)s.")
            % {"host": host}
        )
    _warm(settings)
    threading.Thread(target=_prove, args=(crm,), daemon=True).start()
    config = uvicorn.Config(
        create_app(crm, demo=demo, hosts=frozenset(LOOPBACK)),
        host=host,
        port=settings.port,
        fd=fd,
        log_level="warning",
        access_log=False,
        timeout_graceful_shutdown=GRACE,
    )
    click.echo(f"Verkosto is at http://localhost:{settings.port} (on this machine only)")
    click.echo("Ctrl-C stops it.")
    asyncio.run(_until_stopped(uvicorn.Server(config)))
    with contextlib.suppress(*UNAVAILABLE):
        # Proved to its end, so that the next start has nothing to wait for.
        crm.proof.go_on()


async def _until_stopped(server: uvicorn.Server) -> None:
    """Serve until SIGTERM or SIGINT, then return, so that the database is stopped too."""
    # uvicorn would raise the signal again when it is done, past what is still to be closed.
    server.capture_signals = contextlib.nullcontext  # type: ignore[assignment,method-assign]
    loop = asyncio.get_running_loop()
    for one in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(one, setattr, server, "should_exit", True)  # noqa: FBT003
    try:
        await server.serve()
    except (OSError, SystemExit) as error:
        raise click.ClickException(_("The port is taken: set CRM_PORT to another one.")) from error


def _warm(settings: Settings) -> None:
    """Read what every page needs before the first is asked for."""
    assets()
    keep_compiled(settings.data / "templates")


def _prove(crm: CRM) -> None:
    """Prove the log in the background: what is new before anybody writes, then all of it."""
    try:
        crm.proof.give()
        time.sleep(PROOF_AFTER)
        crm.proof.give_anew()
    except UNAVAILABLE:
        # The program is being stopped, or the database is; the next start proves it.
        LOG.info("The log wasn't proven whole this time")
