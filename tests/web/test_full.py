"""A disk is full under an import, a backup, a rebuild: it is told, nothing is lost, it goes on."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from time import monotonic, sleep

import httpx
import pytest
from psycopg.errors import DiskFull

from crm.application import CRM
from crm.backups.making import back_up
from crm.backups.refusals import ToolFailed
from crm.language.sentences import sentence
from crm.log import Origin
from crm.log.verify import verify
from crm.opening import AllReadModels, opened, set_up
from crm.projections.rebuild import rebuild
from crm.settings import Settings
from domain.partner import Description
from features.site import Site
from tests.crm.contents import contents
from tests.disks import filled_up, small_disk
from tests.web.conftest import visitor
from tests.web.forms import page

pytestmark = [pytest.mark.slow, pytest.mark.timeout(200)]
ROWS = "".join(f"Koulu {number},school,\n" for number in range(4_000))
LIST = f"name,kind,business_id\n{ROWS}"


@pytest.fixture
def on_a_small_disk(tmp_path: Path) -> Iterator[CRM]:
    """Give an installation whose data are on a disk of their own."""
    with (
        small_disk(tmp_path / "data") as data,
        opened(Settings(data, None, "127.0.0.1", 0, "en")) as crm,
    ):
        set_up(crm)
        yield crm


def test_an_import_says_that_the_disk_is_full_and_is_completed_when_there_is_room(
    site: Site, on_a_small_disk: CRM, tmp_path: Path
) -> None:
    crm = on_a_small_disk
    with visitor(site, crm) as client:
        checked = _checked(client)
        with filled_up(tmp_path / "data", but=200_000):
            client.post(checked)

            told = _until_done(client, checked)

            assert "The disk of the program is full" in told
            assert client.get("/partners").status_code == 200
            assert crm.position() == verify(crm.database)

        again = _checked(client)
        client.post(again)
        assert "Imported" in _until_done(client, again)
        names = crm.database.values("SELECT name FROM party WHERE type = 'partner'")
        assert sorted(set(names)) == sorted(names)
        assert len(names) == 4_000
    assert crm.position() == verify(crm.database)


def test_a_rebuild_on_a_full_disk_leaves_what_was_there_and_succeeds_when_there_is_room(
    on_a_small_disk: CRM, tmp_path: Path
) -> None:
    crm = on_a_small_disk
    for number in range(300):
        crm.register_partner(f"Koulu {number}", Description("school"), origin=Origin("Aino"))
    live = contents(crm.database)

    with filled_up(tmp_path / "data", but=50_000), pytest.raises(DiskFull):
        rebuild(crm.database, AllReadModels().models)

    kept = contents(crm.database)
    assert live == {table: kept[table] for table in live}
    rebuild(crm.database, AllReadModels().models)
    assert live == contents(crm.database)


def test_a_backup_to_a_full_disk_is_refused_and_leaves_the_room_to_the_next(tmp_path: Path) -> None:
    with small_disk(tmp_path / "backups") as backups:
        settings = Settings(tmp_path / "data", None, "127.0.0.1", 0, "en", backups)
        with opened(settings) as crm:
            set_up(crm)
            free = shutil.disk_usage(backups).free
            with filled_up(backups, but=500_000):
                with pytest.raises(ToolFailed) as caught:
                    back_up(settings)

                assert "No space left" in sentence(caught.value)
                crm.register_partner("Opisto", Description("school"), origin=Origin("Aino"))
            assert shutil.disk_usage(backups).free > free - 20_000_000
            assert not list(backups.glob("*.part"))
            _, about = back_up(settings)
            assert about.position == crm.position()


def _checked(client: httpx.Client) -> str:
    """Upload the list, and return where it was checked."""
    files = {"files": ("list.csv", LIST, "text/csv")}
    taken = client.post("/imports", data={"profile": "partners"}, files=files)
    _until_done(client, taken.headers["location"])
    return taken.headers["location"]


def _until_done(client: httpx.Client, url: str) -> str:
    until = monotonic() + 120
    while "<progress" in (answer := client.get(url)).text:
        assert monotonic() < until
        sleep(0.1)
    told = page(answer).select_one("#progress")
    assert told
    return told.get_text()
