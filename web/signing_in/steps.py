"""What every step through the door has in common: from where, with which cookie, to where."""

from ipaddress import ip_address, ip_network

from litestar.response import Redirect

from crm.signing_in.sessions import Where
from web.gate import session_cookie
from web.rendering import is_inside, with_query
from web.visit import Visit

# Who isn't known yet sends little: reading a form keeps everybody else waiting.
FORM_LIMIT = 64_000


def where(visit: Visit) -> Where:
    """Say from where somebody signs in."""
    client = visit.request.client
    return Where(_address(client.host if client else ""), visit.request.headers.get("user-agent"))


def _address(host: str) -> str:
    """Return the address of a machine; of version 6 the part that one network shares."""
    try:
        found = ip_address(host)
    except ValueError:
        return "unknown"
    if found.version == 4:  # noqa: PLR2004
        return str(found)
    return str(ip_network((found, 64), strict=False).network_address)


def session_of(visit: Visit) -> bytes | None:
    """Return the session that a new one takes the place of."""
    found = visit.request.scope.get("user")
    return found.session or None if found else None


def of_all(visit: Visit) -> bool:
    """Say whether everybody needs a second factor, not administrators only."""
    return bool(visit.request.app.state.second_factor_of_all)


def next_in(visit: Visit) -> str:
    """Return where somebody wanted to go: only ever an address within the program."""
    wanted = visit.one("next", "/")
    return wanted if is_inside(wanted) else "/"


def let_in(visit: Visit, token: str, to: str) -> Redirect:
    """Give somebody the cookie of their new session, and go on."""
    answer = visit.go(to)
    answer.set_cookie(session_cookie(token, secure=visit.request.app.state.secure))
    return answer


def out(visit: Visit) -> Redirect:
    """Take the cookie away, and go to the door."""
    answer = visit.go(with_query("/sign-in", {}))
    answer.set_cookie(session_cookie("", secure=visit.request.app.state.secure))
    answer.headers["Clear-Site-Data"] = '"cache"'
    return answer
