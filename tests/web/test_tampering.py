"""Fields that no form has, ids that were guessed, addresses that lead away, lines in a log."""

import gzip
import io
import socket
import zipfile
from time import monotonic, sleep
from uuid import uuid4

import httpx
import pytest

from crm.application import CRM
from crm.signing_in.holders import holders
from features.signed_in import token_of
from features.site import Site
from tests.web.addresses import HOLE, addresses, templates
from tests.web.conftest import visitor
from tests.web.forms import page
from tests.web.harm import SQL
from tests.web.rendered import Rendered, forms_of, in_order

LISTS = ("/partners", "/people", "/units", "/networks", "/projects", "/engagements", "/contacts")
AWAY = ("https://evil.example/", "//evil.example/", "/\\evil.example/", "/\r\nX-Evil: evil.example")
CANARY = "canary-6f1c"
# What things are made of inside, and what other forms have, which no form may be told.
INSIDE = (
    "id", "subject_id", "account_id", "actor", "recorded_at", "position", "hash", "metadata",
    "originator_id", "originator_version", "password", "totp_secret", "folded", "sort_key",
    "name", "title", "login", "reason", "goal", "note", "email", "phone", "web", "municipality",
    "recorded_by", "registered_on", "withdrawn", "stage_since", "closed", "erased",
)  # fmt: skip
FOUND = """
    SELECT (SELECT count(*) FROM crm_events WHERE convert_from(state, 'UTF8') LIKE %(like)s
                OR metadata::text LIKE %(like)s)
         + (SELECT count(*) FROM vault WHERE value LIKE %(like)s)
         + (SELECT count(*) FROM holder WHERE holder::text LIKE %(like)s)
"""


@pytest.fixture(scope="module", autouse=True)
def urls(small: CRM) -> list[str]:
    """Give every address, as long as everything is there."""
    return addresses(small)


@pytest.fixture(scope="module")
def forms(site: Site, small: CRM, urls: list[str]) -> list[Rendered]:
    """Give every form that is sent."""
    found = list[Rendered]()
    with visitor(site, small) as client:
        for url in urls:
            found += forms_of(url, page(client.get(url)))
    return [one for one in in_order(found) if one.method == "post"]


def test_a_field_that_a_form_does_not_have_changes_nothing(
    client: httpx.Client, small: CRM, forms: list[Rendered]
) -> None:
    before, roles = small.position(), _roles(small)
    for form in forms:
        extra = {name: CANARY for name in INSIDE if name not in form.names}
        if "role" not in form.names:
            extra |= {"role": "administrator", "standing": "administrator"}

        answer = form.send(client, **extra)

        assert answer.status_code < 500, form.url
        client.cookies.clear()
        client.cookies["session"] = token_of(small)
    assert small.position() > before + 10
    assert small.database.value(FOUND, {"like": f"%{CANARY}%"}) == 0
    assert _roles(small) == roles


def test_no_page_leads_to_another_site(client: httpx.Client, small: CRM, urls: list[str]) -> None:
    led = 0
    for url in [*urls, "/language"]:
        for method in ("GET", "POST"):
            for away in AWAY:
                params = {"next": away, "to": "fi"}
                answer = client.request(method, url, params=params, headers={"Referer": AWAY[0]})
                led += answer.is_redirect
                for name in ("location", "hx-redirect", "x-evil", "refresh"):
                    assert "evil" not in answer.headers.get(name, "").partition("?")[0], url
            client.cookies.clear()
            client.cookies["session"] = token_of(small)
    assert led > 10


@pytest.mark.parametrize("way", ["/sign-in", "/sign-in/again", "/sign-in/code"])
def test_no_form_leads_to_another_site(client: httpx.Client, way: str) -> None:
    for away in AWAY:
        shown = client.get(way, params={"next": away})

        assert not page(shown).select("form[action*=evil]:not([action*='?'])")


@pytest.mark.usefixtures("tireless")
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_what_is_guessed_is_not_there(client: httpx.Client, method: str) -> None:
    asked = [one for one in templates(method) if "{" in one and "/invitation" not in one]
    for template in asked:
        for _ in range(3):
            url = HOLE.sub(lambda hole: "999999" if "int" in hole[0] else str(uuid4()), template)

            status = client.request(method, url).status_code

            # What isn't one's own is passed over, as what has ended is.
            others = {303} if url.startswith(("/account/", "/saved-views/")) else set()
            others |= {422} if url.startswith("/taking-part") else set()
            assert status in {404, *others}, (url, status)
    assert len(asked) > 10


@pytest.mark.parametrize("name", ["sort", "kind", "stage", "state", "page", "party", "q", "on"])
def test_a_query_in_a_parameter_is_none(client: httpx.Client, small: CRM, name: str) -> None:
    parties = small.database.value("SELECT count(*) FROM party")
    for path in LISTS:
        for text in SQL:
            began_at = monotonic()

            answer = client.get(path, params={name: text})

            assert answer.status_code == 200, (path, text)
            assert monotonic() < began_at + 4, (path, text)
    assert small.database.value("SELECT count(*) FROM party") == parties


def test_an_order_that_is_none_is_the_usual_one(client: httpx.Client) -> None:
    for path in LISTS:
        usual, odd = (_rows(client.get(path, params=how)) for how in ({}, {"sort": SQL[0]}))

        assert usual == odd
        assert usual or path == "/networks"


@pytest.mark.parametrize("header", [b"User-Agent", b"X-Request-Id", b"Referer", b"Cookie"])
@pytest.mark.parametrize("broken", [b"a\r\nb: c", b"a\nb: c", b"a\rb", b"a\r\n b", b"\xff\x1b[31m"])
def test_no_header_adds_one_to_an_answer(
    client: httpx.Client, header: bytes, broken: bytes
) -> None:
    address = client.base_url.host, client.base_url.port
    with socket.create_connection(address, timeout=10) as connection:
        head = b"GET /sign-in HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
        connection.sendall(head + header + b": " + broken + b"\r\n\r\n")
        answer = b"".join(iter(lambda: connection.recv(65_536), b""))

    head = answer.partition(b"\r\n\r\n")[0]
    assert head.split()[1] in {b"200", b"400"}
    assert b"\nb: c" not in head.replace(b"\r", b"")
    assert b"\x1b" not in answer


@pytest.mark.parametrize("name", ["bomb.zip", "bomb.csv.gz", "bomb.xlsx", "bomb.ods", "many.xlsx"])
def test_a_file_that_would_unpack_for_ever_is_refused_within_a_second(
    newcomer: httpx.Client, bombs: dict[str, bytes], name: str
) -> None:
    took = [_imported(newcomer, name, bombs[name]) for _ in range(3)]

    assert all(told for _, told in took)
    # Of three, since a machine that does other work meanwhile takes longer for any of them.
    assert min(took)[0] < 1


def test_a_file_that_is_too_large_is_refused_within_a_second(
    newcomer: httpx.Client, crm: CRM
) -> None:
    row = b"Elementary School of the Seventh District,school,\n"
    fine, large = (
        b"name,kind,business_id\n" + row * (size // len(row)) for size in (99, 11_000_000)
    )
    before = crm.position()

    taken = _checked(newcomer, _sent(newcomer, fine))
    answers = [_sent(newcomer, large) for _ in range(3)]

    assert "What comes of it" in taken.text
    assert {answer.status_code for answer in answers} == {413}
    assert min(answer.elapsed.total_seconds() for answer in answers) < 1
    assert crm.position() == before


@pytest.mark.parametrize("path", ["/account/password", "/partners/new", "/imports"])
@pytest.mark.parametrize("kind", ["application/x-www-form-urlencoded", "multipart/form-data"])
def test_millions_of_fields_are_refused_within_a_second(
    newcomer: httpx.Client, path: str, kind: str
) -> None:
    if kind.startswith("multipart"):
        kind += "; boundary=x"
        part = b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n'
        content = part * (9_900_000 // len(part)) + b"--x--\r\n"
    else:
        content = b"a1=1&" * 1_980_000

    headers = {"content-type": kind}
    answers = [newcomer.post(path, content=content, headers=headers) for _ in range(3)]

    assert {answer.status_code for answer in answers} <= {400, 413}
    assert all("Go back and try again" in answer.text for answer in answers)
    assert min(answer.elapsed.total_seconds() for answer in answers) < 1


def test_nine_megabytes_of_nothing_are_refused_within_a_second(newcomer: httpx.Client) -> None:
    took = [_imported(newcomer, "large.csv", b"\0" * 9_000_000) for _ in range(3)]

    assert all("large.csv" in told for _, told in took)
    assert min(took)[0] < 1


@pytest.fixture(scope="module")
def bombs() -> dict[str, bytes]:
    """Give files that are small, and unpack to gigabytes or to very many."""
    nothing = bytes(1_000_000)
    zipped, many = io.BytesIO(), io.BytesIO()
    with zipfile.ZipFile(zipped, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name in ("xl/worksheets/sheet1.xml", "content.xml", "list.csv"):
            with archive.open(name, "w") as part:
                for _ in range(200):
                    part.write(nothing)
    with zipfile.ZipFile(many, "w") as archive:
        for number in range(3_000):
            archive.writestr(f"{number}.xml", "")
    packed = gzip.compress(b"name;kind\n" + b"x;y\n" * 250_000, 6)
    bomb = zipped.getvalue()
    return {
        "bomb.zip": bomb, "bomb.xlsx": bomb, "bomb.ods": bomb, "many.xlsx": many.getvalue(),
        # Parts of gzip may follow one another.
        "bomb.csv.gz": packed * 2_000,
    }  # fmt: skip


def _sent(client: httpx.Client, content: bytes) -> httpx.Response:
    files = {"files": ("large.csv", content, "text/csv")}
    return client.post("/imports", data={"profile": "partners"}, files=files)


def _imported(client: httpx.Client, name: str, content: bytes) -> tuple[float, str]:
    """Upload a file, and return after how many seconds it is refused, and with what."""
    files = {"files": (name, content, "application/octet-stream")}
    began_at = monotonic()
    taken = client.post("/imports", data={"profile": "partners"}, files=files)
    answer = _checked(client, taken)
    seconds = monotonic() - began_at
    [told] = page(answer).select("#progress .notice.bad")
    return seconds, told.get_text()


def _checked(client: httpx.Client, taken: httpx.Response) -> httpx.Response:
    """Wait until a file that was taken is checked, and return the page that tells of it."""
    until = monotonic() + 60
    while "<progress" in (answer := client.get(taken.headers["location"])).text:
        assert monotonic() < until
        sleep(0.02)
    return answer


def _rows(answer: httpx.Response) -> list[str]:
    return [row.get_text(" ", strip=True) for row in page(answer).select("main tbody tr")]


def _roles(crm: CRM) -> list[tuple[str, str, bool]]:
    return [(one.login, one.role, one.closed) for one in holders(crm.database)]
