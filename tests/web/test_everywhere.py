"""Hostile text in every field of every form and in every parameter: kept as typed, and dead."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import cycle
from time import monotonic, sleep
from urllib.parse import urlsplit

import httpx
import pytest
from bs4 import Tag

from crm.application import CRM
from crm.log import Origin
from crm.signing_in import invitations
from crm.signing_in.holders import holders
from domain.account import Role
from domain.refusal import Refusal
from domain.text import line
from features.signed_in import let_in, token_of
from features.site import Site
from tests.web.addresses import ERASING_A_COLLEAGUE, addresses, templates
from tests.web.conftest import visitor
from tests.web.forms import page
from tests.web.harm import HARM
from tests.web.rendered import (
    Rendered,
    forms_of,
    in_order,
    queries_of,
    read_by_name,
    template_of,
)
from tests.web.test_hostile import assert_inert, strings

__all__ = ["strings"]
pytestmark = pytest.mark.slow
# These are asked by a script, with nothing typed, or are a form of the demonstration alone.
WITHOUT_A_FORM = {"/account/passkeys/options", "/sign-in/passkey/options", "/sign-in/as"}
# They are there where an organisation's provider is; test_provider.py looks at them.
WITHOUT_A_FORM |= {"/account/provider", "/account/provider/removal"}
# Nobody who works with us is erased; test_erasing_colleagues.py looks at who has left.
WITHOUT_A_FORM |= {ERASING_A_COLLEAGUE}
# No page leads there: a script asks them, or they are written by hand.
NOT_LED_TO = {"name", "code", "error", "iss"}
# One is led there by what one did, not by a page.
NOT_LED_TO |= {"chosen", "saved"}
# Views that were kept before partners could be narrowed to the quiet say it so.
NOT_LED_TO |= {"quiet_since"}
# Nothing is kept of these, where the thing itself was chosen beside them or it is a secret.
NOT_KEPT = ("_text", "password")
FINE = {200, 303, 400, 403, 404, 409, 413, 422, 429}
KEPT = """
    SELECT EXISTS (
        SELECT FROM crm_events
        WHERE jsonb_path_exists(
            convert_from(state, 'UTF8')::jsonb, 'strict $.** ? (@ == $text)',
            jsonb_build_object('text', %(text)s::text)
        )
    ) OR EXISTS (SELECT FROM vault WHERE value = %(text)s)
      OR EXISTS (SELECT FROM holder WHERE %(text)s IN (login, name))
"""
A_PASSKEY = """
    INSERT INTO passkey (id, account_id, public_key, sign_count) VALUES ('a', %s, 'b', 0)
    RETURNING true
"""


@dataclass
class Offered:
    """What all pages together offer: forms, and parameters with the path they are asked of."""

    forms: list[Rendered]
    # By the route that takes it, and its name.
    queries: dict[tuple[str, str], str]


@pytest.fixture(scope="module")
def texts(strings: list[str]) -> list[str]:
    """Give all hostile strings, as many in one text as a field takes; what isn't text, alone."""
    found, now = [], ""
    for one in [*HARM, *strings]:
        if not _is_text(one):
            found.append(one)
        elif len(now) + len(one) > 400:
            found.append(now)
            now = one
        else:
            now = f"{now} {one}".strip()
    return [*found, now]


@pytest.fixture(scope="module")
def offered(site: Site, small: CRM) -> Offered:
    """Walk through every page, with something to offer on each."""
    forms, queries = list[Rendered](), dict[tuple[str, str], str]()
    with visitor(site, small) as client:
        for url in _addresses(client, small):
            shown = page(client.get(url))
            forms += forms_of(url, shown)
            for path, name in queries_of(url, shown):
                queries[template_of("GET", path), name] = path
    return Offered(in_order(forms), queries)


def test_every_route_that_takes_a_form_has_one(offered: Offered) -> None:
    found = {template_of("POST", urlsplit(one.url).path) for one in offered.forms}

    assert set(templates("POST")) - found == WITHOUT_A_FORM


def test_every_parameter_that_is_read_is_led_to(offered: Offered) -> None:
    assert read_by_name() - {name for _, name in offered.queries} == NOT_LED_TO


def test_hostile_text_in_every_parameter_breaks_nothing(
    client: httpx.Client, offered: Offered, texts: list[str]
) -> None:
    text = cycle(texts)
    names = sorted({name for _, name in offered.queries} | read_by_name())
    for (_, name), path in sorted(offered.queries.items()):
        _look(client, path, {name: next(text)})
    for path in sorted(set(offered.queries.values())):
        _look(client, path, {name: next(text) for name in names})


def test_hostile_text_in_every_field_is_kept_as_typed_or_refused(
    client: httpx.Client, small: CRM, offered: Offered, texts: list[str]
) -> None:
    text, kept = cycle(texts), set[tuple[str, str]]()
    for form in offered.forms:
        for name in form.names:
            typed, before = next(text), small.position()

            answer = form.send(client, **{name: typed})

            about = form.url, name, typed
            assert answer.status_code in FINE, (*about, answer.status_code)
            if form.method == "post" and name in form.typed:
                if answer.status_code == 303:
                    assert_inert(client.get(answer.headers["location"]))
                if before < small.position() and not name.endswith(NOT_KEPT):
                    assert _is_kept(small, typed), about
                    kept.add((template_of("POST", urlsplit(form.url).path), name))
                elif answer.status_code != 303:
                    _assert_shown_again(answer, name, typed, about)
            _stay_in(client, small)
    assert len(kept) >= 15


def _look(client: httpx.Client, path: str, params: dict[str, str]) -> None:
    answer = client.get(path, params=params)

    assert answer.status_code in FINE, (path, params, answer.status_code)
    if answer.headers["content-type"].startswith("text/html"):
        assert_inert(answer)


def _is_kept(crm: CRM, typed: str) -> bool:
    """Say whether what was typed was kept, in one line or in several."""
    ways = " ".join(typed.split()), typed.replace("\r\n", "\n").strip()
    return not ways[0] or any(crm.database.value(KEPT, {"text": text}) for text in ways)


def _assert_shown_again(answer: httpx.Response, name: str, typed: str, about: object) -> None:
    """Fail where what was refused comes alive, or isn't shown again as it was typed."""
    assert_inert(answer)
    box = page(answer).select_one(f"form [name='{name}']")
    if answer.status_code == 422 and box and not _is_secret(box) and "\0" not in typed:
        shown = str(box.get("value") or box.get_text())
        assert shown.split() == typed.split(), about


def _is_secret(box: Tag) -> bool:
    return box.get("type") == "password" or box.get("autocomplete") == "one-time-code"


def _stay_in(client: httpx.Client, crm: CRM) -> None:
    """Sign in again where what was sent has ended the session, or begun somebody else's."""
    if client.get("/accounts").status_code != 200:
        client.cookies.clear()
        client.cookies["session"] = token_of(crm)


def _is_text(text: str) -> bool:
    try:
        line(text, "name")
    except Refusal:
        return False
    return True


def _addresses(client: httpx.Client, crm: CRM) -> Iterator[str]:
    """Give every address; those of accounts are somebody else's, in each state that one can be."""
    me = str(holders(crm.database)[0].account_id)
    crm.database.value(A_PASSKEY, [me])
    open_, closed, used = (
        let_in(crm, Role.COORDINATOR, f"{name}@example.org", name=name) for name in ("a", "b", "c")
    )
    crm.close_account(closed, origin=Origin("test"))
    first = invitations.invite(crm.database, used)
    invitations.accept(crm.database, first, "hirvi polkee lumessa 7 kertaa")
    for url in addresses(crm):
        yield url.replace(me, str(open_))
    yield f"/accounts/{closed}"
    yield f"/accounts/{used}"
    yield f"/invitation/{invitations.invite(crm.database, open_)}"
    first, second = (_upload(client, name) for name in ("Opisto", "Lyseo"))
    client.post(first)
    yield _until(client, first, "a[href^='/imports/']:not([href*=uploads]).btn")
    yield second
    yield f"{second}/columns"


def _upload(client: httpx.Client, name: str) -> str:
    """Upload a list of one partner, and return where it can be imported."""
    files = {"files": ("a.csv", f"name;kind;business_id\n{name};school;\n".encode(), "text/csv")}
    taken = client.post("/imports", data={"profile": "partners"}, files=files)
    return _until(client, taken.headers["location"], "#progress form[method=post]")


def _until(client: httpx.Client, url: str, wanted: str) -> str:
    """Wait until a page has what is wanted, and return where that leads, or the page itself."""
    until = monotonic() + 30
    while not (found := page(client.get(url)).select(wanted)):
        assert monotonic() < until, url
        sleep(0.1)
    return str(found[0].get("href") or url)
