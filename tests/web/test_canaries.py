"""What is secret, or somebody's own, stands in no log of all that the program does in a day."""

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from socket import socket
from time import monotonic, sleep

import httpx
import psycopg
import pyotp
import pytest

from crm.database.embedded import running
from crm.settings import Settings
from tests.web.forging import CLIENT, SECRET, Forger, forging
from tests.web.forms import browser, filled, page, send
from tests.web.processes import PATIENCE, address, crm, listening_socket, serving, until_ready

pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(300),
    pytest.mark.skipif(os.name != "posix", reason="Sockets are handed over in the way of POSIX."),
]
MAIL, NAME, PASSWORD = "canary@example.org", "Canary Bird", "kanarialintu laulaa 7 kertaa"
WORDS = "canarysong"
ODD = {"/token": (200, b'{"id_token": "canarytoken"}')}
NOTE, PHONE = "canarynote", "+358 40 7654321"
ROW = f"name,kind,business_id\n{WORDS} school,school,\n{WORDS},{WORDS},{WORDS}\n"


def test_nothing_secret_and_nobodys_data_come_into_any_log(tmp_path: Path) -> None:
    with (
        forging() as forger,
        listening_socket() as listening,
        serving(tmp_path, listening, **_settings(forger, listening)) as program,
    ):
        url = address(listening)
        until_ready(url)
        told, secrets = _by_commands(tmp_path)
        with browser(url) as client:
            secrets += _by_pages(client, secrets[0])
            secrets += _by_a_provider(client, forger)
            _by_a_failure(client, tmp_path)
        told += crm(tmp_path, "backup").stderr
        told += crm(tmp_path, "doctor", code=1).stderr
        program.send_signal(signal.SIGTERM)
        assert 0 == program.wait(PATIENCE)

    logs = [tmp_path / "log", *(tmp_path / "data").rglob("*log*")]
    told += "".join(log.read_text(errors="replace") for log in logs if log.is_file())
    for happened in (
        "/invitation/{token}",
        "/sign-in/provider/answer",
        "UndefinedTable",
        '"party" does not',
        "duplicate key",
    ):
        assert happened in told
    canaries = MAIL, NAME, PASSWORD, WORDS, NOTE, PHONE, "7654321", *secrets
    assert [] == [canary for canary in canaries if canary in told]


def _by_commands(folder: Path) -> tuple[str, list[str]]:
    """Give the commands that take what is somebody's, and those that fail on it."""
    rows = folder / "rows.csv"
    rows.write_text(ROW)
    link = crm(folder, "user", "add", MAIL, "--name", NAME)
    ran = [
        link,
        crm(folder, "user", "add", MAIL, "--name", NAME, code=2),
        crm(folder, "user", "list"),
        crm(folder, "import", "partners", str(rows), code=1),
        crm(folder, "person", "find", WORDS),
    ]
    # What is wrong with a row is told to whoever gave the command; everything else is a log.
    told = "".join(one.stderr for one in ran if one is not ran[3])
    return told, [link.stdout.strip().rpartition("/")[2]]


def _by_pages(client: httpx.Client, token: str) -> list[str]:
    """Come in, save what is somebody's, be refused, and return what was secret of it."""
    assert 303 == client.post(f"/invitation/{token}", data={"password": PASSWORD}).status_code
    shown = page(client.get("/account/second-factor"))
    secret = str(shown.select("input[name=secret]")[0]["value"])
    code = pyotp.TOTP(secret).now()
    given = client.post("/account/second-factor", data={"secret": secret, "code": code})
    paper = [one.get_text() for one in page(given).select(".codes code")]
    session = client.cookies["session"]
    partner = send(client, filled(client, "/partners/new"), name=f"{WORDS} Oy", kind="company")
    form = filled(client, "/contacts/new")
    form.data["partner"] = partner.headers["location"].partition("?")[0].rpartition("/")[2]
    typed = {"name": f"{NAME} Junior", "email": f"junior.{MAIL}", "phone": PHONE, "note": NOTE}
    assert 303 == send(client, form, **typed).status_code
    uploaded = client.post(
        "/imports", data={"profile": "partners"}, files={"files": ("a.csv", ROW)}
    )
    until = monotonic() + PATIENCE
    while "<progress" in client.get(uploaded.headers["location"]).text:
        assert monotonic() < until
        sleep(0.1)
    tried = [
        uploaded,
        client.post(uploaded.headers["location"]),
        client.get("/search", params={"q": WORDS}),
        client.get("/contacts", params={"q": NAME}),
        client.get(f"/{WORDS}"),
        client.post("/partners/new", data={"name": f"{WORDS}\0"}),
        client.get("/imports", headers={"X-Request-Id": WORDS, "User-Agent": WORDS}),
        client.post("/accounts/new", data={"login": MAIL, "name": NAME, "role": "coordinator"}),
        client.request(WORDS.upper(), "/partners"),
        client.post("/sign-in/passkey", data={"credential": WORDS}),
        client.post("/sign-in", data={"login": MAIL, "password": f"{PASSWORD}!"}),
        client.post("/sign-in", data={"login": WORDS, "password": WORDS}),
    ]
    statuses = [303, 303, 200, 200, 404, 422, 200, 422, 400, 422, 422, 422]
    assert statuses == [one.status_code for one in tried]
    return [secret, session, *paper]


def _settings(forger: Forger, listening: socket) -> dict[str, str]:
    """Let the program know a provider, and where people come back to."""
    return {
        "CRM_URL": address(listening),
        "CRM_OIDC_ISSUER": forger.issuer,
        "CRM_OIDC_CLIENT_ID": CLIENT,
        "CRM_OIDC_CLIENT_SECRET": SECRET,
        "CRM_OIDC_NAME": "Opintie",
    }


def _by_a_provider(client: httpx.Client, forger: Forger) -> list[str]:
    """Go to an organisation's provider and back, then once more with an answer that is odd.

    Return what was secret of it.
    """
    found = [SECRET, "canarytoken"]
    for code, status, instead in (("canarycode", 303, {}), ("canaryother", 422, ODD)):
        forger.code, forger.subject, forger.instead = code, "canarysubject", instead
        [led] = page(client.post("/account/provider")).select("a[rel=external]")
        assert status == client.get(forger.go(str(led["href"]))).status_code
        found += [code, "canarysubject", client.cookies["session"]]
        found += [forger.went[name] for name in ("state", "nonce", "code_challenge")]
    return found


def _by_a_failure(client: httpx.Client, folder: Path) -> None:
    """Let pages fail on what was asked and typed."""
    form = filled(client, "/partners/new")
    with _broken(folder):
        assert 500 == client.get("/partners", params={"q": WORDS}).status_code
        assert 500 == send(client, form, name=WORDS).status_code


@contextmanager
def _broken(folder: Path) -> Iterator[None]:
    with (
        running(Settings(folder / "data", None, "127.0.0.1", 0, "en")) as url,
        psycopg.connect(url, autocommit=True) as connection,
    ):
        [schema] = connection.execute(
            "SELECT schemaname FROM pg_tables WHERE tablename = 'party'"
        ).fetchone() or [""]
        connection.execute(f'ALTER TABLE "{schema}".party RENAME TO party_away'.encode())
        # What a value is refused for is told by PostgreSQL with the value.
        with pytest.raises(psycopg.errors.UniqueViolation, match=MAIL):
            connection.execute(
                "INSERT INTO holder (account_id, login, folded, name)"
                " SELECT gen_random_uuid(), login, folded, name FROM holder"
            )
        yield
        connection.execute(f'ALTER TABLE "{schema}".party_away RENAME TO party'.encode())
