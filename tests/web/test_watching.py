"""Each request is counted, timed and logged under an id, and nothing of what people typed is."""

import asyncio
import io
import json
import logging
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any, cast

import httpx
import pytest

from crm.application import CRM
from crm.log import Origin
from crm.signing_in import sessions
from domain.account import Role
from domain.partner import Description
from features.signed_in import let_in, token_of
from tests.crm.contents import leave_behind
from tests.web.forms import page
from web.app import create_app
from web.logs import Lines
from web.metrics import Metrics
from web.watching import Watched

Logged = list[dict[str, Any]]
CANARY = "Kanarialintu"


@pytest.fixture
def watched(crm: CRM) -> Watched:
    """Give the pages of an empty installation, watched over."""
    return Watched(create_app(crm), Metrics(crm))


@pytest.fixture
def lines() -> Iterator[Callable[[], Logged]]:
    """Give a function that reads all that was logged."""
    written, logger = io.StringIO(), logging.getLogger("verkosto")
    handler, level = logging.StreamHandler(written), logger.level
    handler.setFormatter(Lines())
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    yield lambda: [json.loads(line) for line in written.getvalue().splitlines()]
    logger.removeHandler(handler)
    logger.setLevel(level)


def test_a_request_is_logged_by_its_route_and_the_id_that_its_answer_has(
    watched: Watched, crm: CRM, lines: Callable[[], Logged]
) -> None:
    partner = crm.register_partner("Opisto", Description("school"), origin=Origin("Aino"))

    answer = _get(
        watched,
        f"/partners/{partner.subject_id}?q={CANARY}",
        cookie=f"x={CANARY}; session={token_of(crm)}",
    )

    (line,) = [line for line in lines() if line["message"] == "request"]
    assert answer.headers["x-request-id"] == line["request_id"]
    assert ("GET", "/partners/{subject_id}", 200) == (
        line["method"], line["route"], line["status"],
    )  # fmt: skip
    assert line["ms"] > 0
    assert CANARY not in str(lines())
    assert str(partner.subject_id) not in str(lines())


def test_a_failure_is_told_with_the_id_that_the_log_has_and_without_its_words(
    watched: Watched, crm: CRM, lines: Callable[[], Logged]
) -> None:
    with crm.database.connection() as connection:
        connection.execute(f"ALTER TABLE party RENAME sort_key TO {CANARY}".encode())

    answer = _get(watched, "/partners", cookie=f"session={token_of(crm)}")

    assert 500 == answer.status_code
    failure = next(line for line in lines() if "error" in line)
    told = page(answer).select_one("#main")
    assert told
    assert failure["request_id"] == answer.headers["x-request-id"]
    assert answer.headers["x-request-id"] in told.get_text()
    assert "UndefinedColumn" == failure["error"]
    assert any(place.endswith(" partners_page") for place in failure["stack"])
    assert "sort_key" not in str(failure)
    assert CANARY not in str(lines())


def test_what_nobody_serves_is_counted_without_its_address(
    watched: Watched, lines: Callable[[], Logged]
) -> None:
    _get(watched, f"/{CANARY}")
    _get(watched, "/partners", method=CANARY)

    text = watched.metrics.text()
    assert 'verkosto_requests_total{method="GET",route="unknown",status="404"} 1' in text
    assert 'method="other"' in text
    assert CANARY not in text
    assert CANARY not in str([line.get("route") for line in lines()])


def test_who_is_refused_something_is_named_by_the_id_of_their_account(
    watched: Watched, crm: CRM, lines: Callable[[], Logged]
) -> None:
    account = let_in(crm, Role.LEADERSHIP, "leader@example.org", name=CANARY)
    cookie = f"session={sessions.begin(crm.database, account)}"

    for url, who in (("/audit", cookie), ("/nowhere", cookie), ("/partners", cookie), ("/", "")):
        _get(watched, url, cookie=who or "x=y")

    told = [(line["status"], line.get("account")) for line in lines() if "status" in line]
    assert [(403, str(account)), (404, str(account)), (200, None), (303, None)] == told
    assert CANARY not in str(lines())


def test_figures_tell_of_requests_the_log_and_the_pool(watched: Watched, crm: CRM) -> None:
    for _ in range(3):
        _get(watched, "/health/live")
    leave_behind(crm.database, 2)

    text = watched.metrics.text()

    route = 'route="/health/live"'
    assert f'verkosto_requests_total{{method="GET",{route},status="200"}} 3' in text
    assert f'verkosto_request_seconds_bucket{{{route},le="+Inf"}} 3' in text
    assert f"verkosto_request_seconds_count{{{route}}} 3" in text
    assert f"verkosto_log_position {crm.position()}" in text
    assert "verkosto_read_model_lag 2" in text
    assert "verkosto_database_up 1" in text
    assert "verkosto_requests_running 0" in text
    for line in text.splitlines():
        name = line.split("{")[0].split()[0]
        assert line.startswith("#") or f"# TYPE {name}" in text or "_seconds_" in name, line


def test_ready_says_in_a_sentence_why_not(watched: Watched, crm: CRM) -> None:
    ready = _get(watched, "/health/ready")
    leave_behind(crm.database, 1)
    behind = _get(watched, "/health/ready")
    crm.database.value("DELETE FROM read_model RETURNING 1")
    missing = _get(watched, "/health/ready")
    crm.database.close()
    away, live = _get(watched, "/health/ready"), _get(watched, "/health/live")

    assert (200, "The program is ready.\n") == (ready.status_code, ready.text)
    for answer in (behind, missing):
        assert (503, "The pages are behind what was recorded.\n") == (
            answer.status_code,
            answer.text,
        )
    assert (503, True) == (away.status_code, "can't be reached" in away.text)
    assert (200, "The program is running.\n") == (live.status_code, live.text)


def test_while_it_is_stopping_no_connection_is_kept(watched: Watched) -> None:
    kept = _get(watched, "/health/live")
    watched.stopping = True

    assert "connection" not in kept.headers
    assert "close" == _get(watched, "/health/live").headers["connection"]


def _get(app: Watched, url: str, *, method: str = "GET", cookie: str = "x=y") -> httpx.Response:
    async def ask() -> httpx.Response:
        transport = httpx.ASGITransport(app=cast(Any, app), raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
            headers = {"accept-language": "en", "cookie": cookie}
            return await client.request(method, url, headers=headers)

    # In a thread: the browser of other tests keeps a loop in this one.
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, ask()).result()
