"""Uploads: what a page shows of one never changes beneath it, and no file is lost or left."""

import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from threading import Event
from uuid import UUID

import httpx
import pytest

from crm.access import Viewer
from crm.application import CRM
from crm.contact_list import Wanted, contacts
from crm.erasures import Erasure, Ledger
from crm.imports.profile import profile
from crm.imports.run import run
from crm.imports.tables import FilesWereRemoved
from crm.language.sentences import sentence
from crm.log import Origin
from crm.projections.directory.questions import partners_named
from domain.account import Role
from domain.day import Day
from domain.partner import Description, Stage
from features.known import id_of
from tests.web.forms import page
from web.imports.running import KEPT, Running, Upload

AINO = Viewer(UUID(int=1), "Aino", Role.COORDINATOR)
LIST = b"name,kind,business_id\nLaurea,university,\n"
OTHER = b"name,kind,business_id\nArcada,university,\nMetropolia,university,\n"


@pytest.fixture
def running() -> Iterator[Running]:
    running = Running()
    yield running
    running.worker.shutdown()
    running.forget()


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("fi", ("Luettelo kumppaneista", "Lisätty (Kumppani)", "Toimiala")),
        ("sv", ("En lista över samarbetspartner", "Registrerad (Samarbetspartner)", "Sektor")),
        ("en", ("A list of partners", "Registered (Partner)", "Sector")),
    ],
)
def test_an_upload_is_told_in_the_readers_language(
    newcomer: httpx.Client, language: str, told: tuple[str, ...]
) -> None:
    newcomer.headers["Accept-Language"] = language
    list_ = LIST + b"Arcada,university,\n"
    list_ = list_.replace(b"business_id\n", b"business_id,sectors\n") + b"Novia,university,,x\n"
    begun = newcomer.post(
        "/imports", data={"profile": "partners"}, files={"files": ("a.csv", list_)}
    )

    until = time.monotonic() + 60
    while "<progress" in (answer := newcomer.get(begun.headers["location"])).text:
        assert time.monotonic() < until

    text = " ".join(page(answer).get_text(" ").split())
    assert [] == [words for words in told if words not in text]
    assert "crm." not in text


def test_what_was_asked_for_once_stays_as_it_was(crm: CRM, running: Running) -> None:
    upload = running.receive(crm, "partners", [("a.csv", LIST)], AINO)

    checked = _ended(running, upload)

    assert (upload.stage, upload.report) == ("checking", None)
    assert checked.stage == "checked"
    assert checked.report
    assert checked.report.rows == 1


def test_two_files_of_one_name_are_both_read(crm: CRM, running: Running) -> None:
    upload = running.receive(crm, "partners", [("a.csv", LIST), ("a.csv", OTHER)], AINO)

    checked = _ended(running, upload)

    assert upload.files == ("a.csv", "a (2).csv")
    assert checked.report
    assert checked.report.rows == 3


def test_files_are_kept_until_they_are_imported(crm: CRM, running: Running) -> None:
    upload = _ended(running, running.receive(crm, "partners", [("a.csv", LIST)], AINO))
    assert [path.read_bytes() for path in upload.paths] == [LIST]

    running.take_in(crm, upload, AINO)
    running.take_in(crm, upload, AINO)
    done = _ended(running, upload)
    running.worker.shutdown()

    assert done.stage == "done"
    assert not any(path.exists() for path in done.paths)


def test_a_file_that_is_refused_is_not_kept(crm: CRM, running: Running) -> None:
    upload = running.receive(crm, "partners", [("a.xlsx", b"no workbook")], AINO)

    refused = _ended(running, upload)
    running.worker.shutdown()

    assert refused.stage == "refused"
    assert refused.refusal
    assert not any(path.exists() for path in refused.paths)


def test_no_file_is_left_of_what_is_forgotten(crm: CRM, running: Running) -> None:
    upload = _ended(running, running.receive(crm, "partners", [("a.csv", LIST)], AINO))

    running.forget()

    assert not upload.folder.exists()
    assert not running.uploads


def test_what_was_uploaded_before_an_erasure_is_refused_and_removed_at_once(
    crm: CRM, running: Running
) -> None:
    begin = Event()
    checked = _ended(running, running.receive(crm, "partners", [("a.csv", LIST)], AINO))
    running.worker.submit(begin.wait)
    waiting = running.receive(crm, "partners", [("a.csv", OTHER)], AINO)

    running.forget_waiting()
    begin.set()
    running.worker.shutdown()

    for one in (checked, waiting):
        found = running.find(crm, one.id)
        assert found
        assert isinstance(found.refusal, FilesWereRemoved)
        assert not one.folder.exists()


def test_an_erasure_by_another_process_removes_what_was_uploaded_before(
    crm: CRM, running: Running, tmp_path: Path
) -> None:
    crm.ledger = Ledger(tmp_path)
    checked = _ended(running, running.receive(crm, "partners", [("a.csv", LIST)], AINO))
    Ledger(tmp_path).write(Erasure(UUID(int=7), datetime.now(UTC), "Aino"))

    running.take_in(crm, checked, AINO)
    again = _ended(running, running.receive(crm, "partners", [("a.csv", LIST)], AINO))

    refused = running.find(crm, checked.id)
    assert refused
    assert refused.refusal
    assert "Upload them again" in sentence(refused.refusal)
    assert not checked.folder.exists()
    assert ("checked", True) == (again.stage, again.folder.exists())


def test_an_erasure_by_another_process_reaches_what_nobody_looks_at(
    crm: CRM, running: Running, tmp_path: Path
) -> None:
    crm.ledger = Ledger(tmp_path)
    before = _ended(running, running.receive(crm, "partners", [("a.csv", LIST)], AINO))
    Ledger(tmp_path).write(Erasure(UUID(int=7), datetime.now(UTC), "Aino"))

    running.sweep(crm)

    assert not before.folder.exists()
    after = _ended(running, running.receive(crm, "partners", [("b.csv", LIST)], AINO))
    running.sweep(crm)
    assert after.folder.exists()


def test_an_erasure_while_files_are_checked_removes_them(
    crm: CRM, running: Running, tmp_path: Path
) -> None:
    crm.ledger, begin = Ledger(tmp_path), Event()
    running.worker.submit(begin.wait)
    checking = running.receive(crm, "partners", [("a.csv", LIST)], AINO)
    Ledger(tmp_path).write(Erasure(UUID(int=7), datetime.now(UTC), "Aino"))
    begin.set()

    refused = _ended(running, checking)
    running.worker.shutdown()

    assert isinstance(refused.refusal, FilesWereRemoved)
    assert not checking.folder.exists()


def test_what_a_killed_process_left_is_removed_when_the_next_begins(
    crm: CRM, running: Running, tmp_path: Path
) -> None:
    running.keep_in(tmp_path / "uploads")
    killed = _ended(running, running.receive(crm, "partners", [("a.csv", LIST)], AINO))
    assert killed.folder.parent == tmp_path / "uploads"
    assert [LIST] == [path.read_bytes() for path in killed.paths]

    Running().keep_in(tmp_path / "uploads")

    assert [] == list((tmp_path / "uploads").iterdir())
    assert 0o700 == (tmp_path / "uploads").stat().st_mode & 0o777
    running.take_in(crm, killed, AINO)
    assert isinstance(_ended(running, killed).refusal, FilesWereRemoved)


def test_what_is_still_to_be_checked_is_not_forgotten(crm: CRM, running: Running) -> None:
    begin = Event()
    running.worker.submit(begin.wait)

    many = [running.receive(crm, "partners", [("a.csv", LIST)], AINO) for _ in range(KEPT + 2)]
    begin.set()

    assert {_ended(running, one).stage for one in many} == {"checked"}
    running.receive(crm, "partners", [("a.csv", LIST)], AINO)
    assert len(running.uploads) == KEPT


def test_files_of_one_name_are_told_apart_on_the_page(newcomer: httpx.Client) -> None:
    files = [("files", ("a.csv", LIST)), ("files", ("a.csv", OTHER))]

    answer = newcomer.post("/imports", data={"profile": "partners"}, files=files)

    assert answer.status_code == 303
    assert "a.csv, a (2).csv" in newcomer.get(answer.headers["location"]).text


def test_an_imports_events_lead_to_where_it_can_be_taken_back(
    newcomer: httpx.Client, crm: CRM, running: Running
) -> None:
    run_id = _imported(crm, running)
    [arcada] = partners_named(crm.database, ["Arcada"])["Arcada", ""]
    at = f"/imports/{run_id}"

    history = page(newcomer.get(f"/partners/{arcada}/history"))
    [link] = history.select(f"a[href='{at}']")
    entry = page(newcomer.get(str(history.select("tbody th a")[0]["href"])))

    assert "an import" == link.get_text()
    assert entry.select(f"a[href='{at}']")
    assert newcomer.get(at).status_code == 200


def test_an_import_that_was_taken_back_tells_what_came_of_it(
    newcomer: httpx.Client, crm: CRM, running: Running
) -> None:
    run_id = _imported(crm, running)
    [arcada] = partners_named(crm.database, ["Arcada"])["Arcada", ""]
    crm.rename_partner(arcada, "Arcada UAS", Day("2026-11"), origin=Origin("Aino"))

    answer = newcomer.post(
        f"/imports/{run_id}/undoing", data={"reason": "Wrong"}, follow_redirects=True
    )

    left = "Left: built on since, or restricted"
    facts = [fact.get_text(" ", strip=True) for fact in page(answer).select(".facts > div")]
    assert ["Withdrawn 1", "As before 0", f"{left} 1"] == facts[-3:]


def test_whom_taking_an_import_back_erases_the_page_says_and_the_ledger_names(
    newcomer: httpx.Client, crm: CRM, tmp_path: Path
) -> None:
    crm.ledger = Ledger(tmp_path)
    about = Description("school")
    crm.register_partner("Opisto", about, stage=Stage.ACTIVE, origin=Origin("Aino"))
    file = tmp_path / "people.csv"
    file.write_text("name,partner\nElli Esimerkki,Opisto\n")
    at = f"/imports/{run(crm, profile('contacts'), [file], actor='Aino').run_id}"
    [elli] = contacts(crm.database, Wanted(), limit=9)
    waiting = newcomer.post(
        "/imports", data={"profile": "contacts"}, files={"files": ("b.csv", file.read_bytes())}
    ).headers["location"]
    warned = newcomer.get(at).text

    newcomer.post(f"{at}/undoing", data={"reason": "Wrong"})

    assert "Contacts that it added are erased" in warned
    assert "This person was erased" in newcomer.get(f"/contacts/{elli.id}").text
    assert [elli.id] == [one.person for one in crm.ledger.erasures()]
    assert "somebody was erased meanwhile" in newcomer.get(waiting).text


def test_only_of_an_import_of_contacts_the_page_says_that_somebody_is_erased(
    newcomer: httpx.Client, crm: CRM, running: Running
) -> None:
    run_id = _imported(crm, running)

    assert "erased" not in page(newcomer.get(f"/imports/{run_id}")).get_text()


def test_what_nobody_imported_leads_to_no_import(client: httpx.Client, small: CRM) -> None:
    vantaa = id_of(small, "City of Vantaa")

    assert not page(client.get(f"/partners/{vantaa}/history")).select("td a[href^='/imports/']")


def _imported(crm: CRM, running: Running) -> UUID:
    upload = _ended(running, running.receive(crm, "partners", [("a.csv", OTHER)], AINO))
    running.take_in(crm, upload, AINO)
    report = _ended(running, upload).report
    assert report
    assert report.run_id
    return report.run_id


def _ended(running: Running, upload: Upload) -> Upload:
    for _ in range(500):
        if not running.uploads[upload.id].is_running:
            return running.uploads[upload.id]
        time.sleep(0.02)
    raise AssertionError(running.uploads[upload.id])
