"""Where somebody is signed in, in words."""

import re
from dataclasses import dataclass
from datetime import datetime

from crm.clocks import HOME
from crm.language import days
from crm.language import gettext as _
from crm.signing_in import identities
from crm.signing_in.passkeys import Passkey
from crm.signing_in.sessions import Session
from web.visit import Visit

# The first that fits: what a browser calls itself names its ancestors too.
BROWSERS = (("Edg/", "Edge"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari"))
SYSTEMS = re.compile(r"Android|iPhone|iPad|Windows|Mac OS X|CrOS|Linux")


@dataclass(frozen=True, slots=True)
class SessionLine:
    """One place where somebody is signed in."""

    id: str
    browser: str
    address: str
    begun: str
    seen: str
    is_here: bool


def lines(visit: Visit, found: list[Session]) -> list[SessionLine]:
    """Tell where the viewer is signed in."""
    return [
        SessionLine(
            id=one.hash.hex(),
            browser=_browser(one.agent or ""),
            address=one.address or "",
            begun=_when(visit, one.begun_at),
            seen=_when(visit, one.seen_at),
            is_here=one.hash == visit.viewer.session,
        )
        for one in found
    ]


def passkey_lines(visit: Visit, found: list[Passkey]) -> list[tuple[str, str, str]]:
    """Tell the viewer's passkeys, as (id, since when, when used last)."""
    return [
        (
            one.id.hex(),
            _when(visit, one.made_at),
            _when(visit, one.used_at) if one.used_at else _("never"),
        )
        for one in found
    ]


def provider_line(visit: Visit) -> tuple[str, str, str] | None:
    """Tell of the provider, as (its name, bound since when, when used last)."""
    provider = visit.request.app.state.provider
    if not provider:
        return None
    found = identities.of(visit.crm.database, visit.viewer.account_id, provider.issuer)
    if not found:
        return provider.name, "", ""
    used = _when(visit, found.used_at) if found.used_at else _("never")
    return provider.name, _when(visit, found.bound_at), used


def _browser(agent: str) -> str:
    browser = next((name for mark, name in BROWSERS if mark in agent), None)
    system = SYSTEMS.search(agent)
    return ", ".join(filter(None, [browser, system and system[0]])) or _("Another program")


def _when(visit: Visit, instant: datetime) -> str:
    local = instant.astimezone(HOME)
    return f"{days.date_written(local.date(), visit.language)} {local:%H:%M}"
