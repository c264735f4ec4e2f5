"""A file is called by whoever made it, perhaps after somebody: pages tell what it is."""

import time
from collections.abc import Iterator
from uuid import UUID

import httpx
import pytest

from crm.application import CRM
from crm.log import Origin
from crm.projections.runs import runs
from domain.partner import Description, Stage
from tests.web.forms import page
from web.imports.running import RUNNING

NAME = "Zoltan Canarysen 131052-308T"
CARD = "BEGIN:VCARD\nVERSION:3.0\nFN:Elli {0}\nORG:Opisto\nEND:VCARD\n"
SPOILT = "BEGIN:VCARD\nno line\nEND:VCARD\n"
TOLD = {"fi": "yhteyshenkilöt", "sv": "kontaktpersoner", "en": "contacts"}
AS_OF_OLD = """
    UPDATE crm_events SET topic = 'crm.import.begun.v1', state = convert_to(
        replace(convert_from(state, 'UTF8'), 'contacts.vcf', %s), 'UTF8')
    WHERE topic = 'crm.import.begun.v2' RETURNING notification_id
"""


@pytest.fixture(autouse=True)
def forgotten() -> Iterator[None]:
    """Forget what was uploaded."""
    yield
    RUNNING.forget()


@pytest.fixture
def opisto(crm: CRM) -> None:
    """Have a partner where people work."""
    about, origin = Description("school"), Origin("Aino")
    crm.register_partner("Opisto", about, stage=Stage.ACTIVE, origin=origin)


@pytest.mark.usefixtures("opisto")
@pytest.mark.parametrize("language", TOLD)
def test_a_list_of_people_is_called_what_it_is_on_every_page(
    newcomer: httpx.Client, crm: CRM, language: str
) -> None:
    newcomer.headers["Accept-Language"] = language
    files = [
        ("files", (f"{NAME}.vcf", (CARD.format(1) + SPOILT).encode())),
        ("files", (f"{NAME}.VCF", CARD.format(2).encode())),
    ]

    at = newcomer.post("/imports", data={"profile": "contacts"}, files=files).headers["location"]
    checked = _ended(newcomer, at)
    folder = RUNNING.uploads[UUID(at.rpartition("/")[2])].folder
    waiting = sorted(file.name for file in folder.iterdir())
    newcomer.post(at)
    pages = [checked, _ended(newcomer, at), newcomer.get("/imports").text]
    pages.append(newcomer.get(f"/imports/{runs(crm.database)[0].id}").text)

    named = f"{TOLD[language]}.vcf, {TOLD[language]} (2).vcf"
    assert [True] * 4 == [named in one for one in pages]
    assert not [one for one in pages if "Canarysen" in one or "131052" in one]
    assert f"{TOLD[language]}.vcf" == page_of(checked)
    assert ["contacts (2).vcf", "contacts.vcf"] == waiting
    assert "Canarysen" not in "".join(one.state.decode() for one in crm.entries_after(0, 999))


@pytest.mark.usefixtures("opisto")
def test_no_page_tells_what_an_older_log_calls_a_list_of_people(
    newcomer: httpx.Client, crm: CRM
) -> None:
    files = {"files": ("a.vcf", CARD.format(1).encode())}
    at = newcomer.post("/imports", data={"profile": "contacts"}, files=files).headers["location"]
    _ended(newcomer, at)
    newcomer.post(at)
    _ended(newcomer, at)
    [position] = crm.database.values(AS_OF_OLD, [f"{NAME}.vcf"])

    entry = newcomer.get(f"/history/{position}").text

    assert "contacts.vcf" in entry
    assert "Canarysen" not in entry


@pytest.mark.parametrize(
    ("name", "told"),
    [("Members of 2026.csv", "Members of 2026.csv"), (f"{NAME}.csv", "file.csv")],
)
def test_another_list_keeps_its_name_but_for_an_identity_code(
    newcomer: httpx.Client, name: str, told: str
) -> None:
    files = {"files": (name, b"name,kind,business_id\nLaurea,university,\n")}

    at = newcomer.post("/imports", data={"profile": "partners"}, files=files).headers["location"]

    line = page(newcomer.get(at)).select_one(".facts-line")
    assert line
    assert told == line.get_text(strip=True)


def test_a_file_that_cannot_be_read_is_told_of_without_its_name(newcomer: httpx.Client) -> None:
    files = {"files": (f"{NAME}.vcf", b"no cards")}

    at = newcomer.post("/imports", data={"profile": "contacts"}, files=files).headers["location"]
    told = _ended(newcomer, at)

    assert "contacts.vcf" in told
    assert "Canarysen" not in told


def page_of(text: str) -> str:
    """Return in which file a page says that a row is wrong."""
    cell = page(httpx.Response(200, text=text)).select_one("tr.wrong td")
    assert cell
    return cell.get_text(strip=True)


def _ended(client: httpx.Client, at: str) -> str:
    until = time.monotonic() + 60
    while "<progress" in (answer := client.get(at)).text:
        assert time.monotonic() < until
        time.sleep(0.05)
    return answer.text
