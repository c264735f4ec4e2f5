"""The pages, served until told to stop."""

import asyncio
import contextlib
import logging
import signal
import socket
import threading
import time
from pathlib import Path

import click
import uvicorn
from litestar.types import ASGIApp

from crm.application import CRM
from crm.backups.receiving import received
from crm.clocks import today
from crm.language import gettext as _
from crm.log import UNAVAILABLE
from crm.opening import opened_at, set_up
from crm.settings import LOOPBACK, Settings
from crm.signing_in.holders import holders
from crm.signing_in.provider import Provider
from crm.signing_in.sessions import end_of_one_factor
from web import carrying
from web.app import create_app
from web.assets import assets
from web.imports.running import RUNNING
from web.imports.sweeping import swept
from web.logs import log_in_lines
from web.metrics import Metrics
from web.metrics_port import metrics_served
from web.protocol import Protocol
from web.rendering import keep_compiled
from web.watching import Watched

LOG = logging.getLogger("verkosto")
# All is over in six seconds: pages under way and open connections have these, then the database.
GRACE = 3
# For a second, new connections go to whoever serves the same socket; those here may still ask.
DRAIN = 1
# The first pages go before the proof of the whole log, which keeps a core busy.
PROOF_AFTER = 2


def serve(url: str, settings: Settings, fd: int | None) -> None:
    """Serve the pages over a database."""
    with opened_at(url, settings.backups, settings.keys, settings.data) as crm:
        set_up(crm)
        _serve(crm, settings, demo=False, fd=fd)


def demo(url: str, settings: Settings, whole: Path) -> None:
    """Serve the demonstration network, made first where the file `whole` isn't there."""
    # A real installation has no use for it.
    from crm.demo import play
    from crm.demo.accounts import open_accounts

    with opened_at(url, settings.backups, settings.keys, settings.data) as crm:
        if not whole.exists():
            with click.progressbar(length=100, label="Making the demonstration network") as bar:
                play(crm, today(), lambda done, of: bar.update(100 * done // of - bar.pos))
            whole.touch()
        open_accounts(crm)
        _serve(crm, settings, demo=True, fd=None)


def _serve(crm: CRM, settings: Settings, *, demo: bool, fd: int | None) -> None:
    secure = settings.url.startswith("https://")
    _check_host(settings.host, secure=secure and not demo)
    of_all = settings.second_factor_of_all and not demo
    if of_all:
        # Begun before it was asked for, they would go on for two weeks.
        end_of_one_factor(crm.database)
    _make_ready(crm, settings)
    log_in_lines(logging.WARNING if demo else logging.INFO)
    metrics = Metrics(crm)
    app = Watched(_pages(crm, settings, demo=demo, of_all=of_all), metrics)
    config = uvicorn.Config(
        app,
        host=settings.host,
        port=settings.port,
        http=Protocol,
        ws="none",
        log_config=None,
        access_log=False,
        timeout_graceful_shutdown=GRACE,
    )
    _tell(crm, settings, demo=demo)
    inherited = [socket.socket(fileno=fd)] if fd is not None else None
    # asyncio.run would take Python's own loop, whatever uvicorn is told.
    loop = asyncio.Runner(loop_factory=config.get_loop_factory())
    archived = received(settings.database_url, settings.backups)
    with metrics_served(metrics, settings.metrics_port), archived, swept(crm, RUNNING), loop:
        loop.run(_until_stopped(uvicorn.Server(config), app, inherited))
    with contextlib.suppress(*UNAVAILABLE):
        # Proved to its end, so that the next start has nothing to wait for.
        crm.proof.go_on()
        carrying.leave(crm, settings.data)


def _pages(crm: CRM, settings: Settings, *, demo: bool, of_all: bool) -> ASGIApp:
    return create_app(
        crm,
        demo=demo,
        url=settings.url_given or "",
        hosts=frozenset({*LOOPBACK, settings.hostname}),
        provider=_provider(settings),
        second_factor_of_all=of_all,
    )


def _check_host(host: str, *, secure: bool) -> None:
    """Serve beyond this machine only behind a proxy that ends TLS."""
    if host not in LOOPBACK and not secure:
        raise click.ClickException(
            _(
                "The pages are served on this machine only, not on %(host)s. Let a proxy on it end "
                "TLS, and set CRM_URL to the address with https that people type."
            )
            % {"host": host}
        )


async def _until_stopped(
    server: uvicorn.Server, app: Watched, inherited: list[socket.socket] | None
) -> None:
    """Serve until SIGTERM or SIGINT, then return, so that the database is stopped too."""
    # uvicorn would raise the signal again when it is done, past what is still to be closed.
    server.capture_signals = contextlib.nullcontext  # type: ignore[assignment,method-assign]
    loop = asyncio.get_running_loop()
    for one in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(one, _stop, server, app, loop)
    try:
        await server.serve(inherited)
    except (OSError, SystemExit) as error:
        raise click.ClickException(_("The port is taken: set CRM_PORT to another one.")) from error


def _stop(server: uvicorn.Server, app: Watched, loop: asyncio.AbstractEventLoop) -> None:
    """Take no new connections, answer what is on its way on those that are open, then stop."""
    app.stopping = True
    for one in getattr(server, "servers", []):
        one.close()
    loop.call_later(DRAIN, setattr, server, "should_exit", True)  # noqa: FBT003


def _provider(settings: Settings) -> Provider | None:
    there = settings.provider
    return Provider(there, f"{settings.url}/sign-in/provider/answer") if there else None


def _make_ready(crm: CRM, settings: Settings) -> None:
    """Read what every page needs before the first is asked for, and begin what goes on beside."""
    assets()
    keep_compiled(settings.data / "templates")
    RUNNING.keep_in(settings.data / "uploads")
    carrying.take_up(crm, settings.data)
    threading.Thread(target=_prove, args=(crm,), daemon=True).start()


def _tell(crm: CRM, settings: Settings, *, demo: bool) -> None:
    """Tell whoever started it where the pages are, and what is still to be done."""
    alone = "" if settings.url.startswith("https://") else " (on this machine only)"
    click.echo(f"Verkosto is at {settings.url}{alone}")
    if not demo and not holders(crm.database):
        click.echo("Nobody can sign in yet: crm user add EMAIL --name NAME lets somebody.")
    click.echo("Ctrl-C stops it.")


def _prove(crm: CRM) -> None:
    """Prove the log in the background: what is new before anybody writes, then all of it."""
    try:
        crm.proof.give()
        time.sleep(PROOF_AFTER)
        crm.proof.give_anew()
    except UNAVAILABLE:
        # The program is being stopped, or the database is; the next start proves it.
        LOG.info("The log wasn't proven whole this time")
