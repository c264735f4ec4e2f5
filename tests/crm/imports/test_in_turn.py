"""Two imports at once take turns, so that nothing of the same file comes twice."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event
from time import monotonic, sleep

import pytest

from crm.application import CRM
from crm.imports.in_turn import LOCK
from crm.imports.profile import profile
from crm.imports.report import Report
from crm.imports.run import TakenMeanwhile, run
from crm.log import Origin
from crm.projections.directory.questions import resolve
from crm.projections.rebuild import LOCK_WRITERS
from crm.signing_in.sealing import sealing
from domain.day import Day
from domain.partner import Description
from tests.conftest import Installation
from tests.crm.imports.town import Town, counted

PARTNERS = "".join(f"Koulu {number},\n" for number in range(1, 1_501))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Give a plain list whose rows nothing but names tells apart."""
    file = tmp_path / "list.csv"
    file.write_text(f"name,business_id\n{PARTNERS}")
    return file


def _take(crm: CRM, file: Path, begun: Event, waiting: Event) -> Report:
    def look(_rows: int) -> None:
        begun.set()
        assert waiting.wait(30)

    plain = profile("partners")
    return run(crm, plain, [file], actor="Aino", progress=look, waiting=waiting.set)


def test_the_second_waits_for_the_first_and_adds_nothing(crm: CRM, file: Path) -> None:
    begun, waits = Event(), Event()
    with ThreadPoolExecutor(2) as two:
        first = two.submit(_take, crm, file, begun, waits)
        assert begun.wait(30)
        second = two.submit(_take, crm, file, begun, waits)
        found = [one.result() for one in (first, second)]

    assert [1_500, 0] == [one.recorded for one in found]
    assert 1_500 == counted(crm)["partner"]


def test_a_dry_run_and_another_database_wait_for_nobody(
    crm: CRM, installation: Installation, file: Path
) -> None:
    plain = profile("partners")

    with crm.database.dedicated() as other:
        other.execute(LOCK)
        trial = run(crm, plain, [file], actor="Aino", dry_run=True)
        elsewhere = run(installation(), plain, [file], actor="Aino")

    assert 1_500 == trial.recorded == elsewhere.recorded


def test_nobody_who_signs_in_waits_for_an_import(crm: CRM) -> None:
    with crm.database.dedicated() as other:
        other.execute(LOCK)

        with sealing(crm.database) as (_, key):
            assert key


def _wait_for(crm: CRM, waiting: int) -> None:
    until = monotonic() + 30
    while waiting > crm.database.value(WAITING):
        assert monotonic() < until
        sleep(0.01)


@pytest.mark.parametrize("there", [False, True])
def test_what_somebody_recorded_meanwhile_is_told_and_the_next_import_goes_on(
    crm: CRM, town: Town, *, there: bool
) -> None:
    files = town.files
    before = files["partners.csv"] if there else files["partners.csv"].split("2,Seura")[0]
    town.files = {"partners.csv": before}
    town.take(crm)
    town.files = {"partners.csv": files["partners.csv"].replace("Seurakunta", "Srk")}

    with ThreadPoolExecutor(2) as two:
        with crm.database.dedicated() as other, other.transaction():
            other.execute(LOCK_WRITERS)
            two.submit(_record, crm, there=there)
            _wait_for(crm, 1)
            taking = two.submit(town.take, crm)
            _wait_for(crm, 2)
        with pytest.raises(TakenMeanwhile):
            taking.result()

    town.take(crm)
    assert 3 == counted(crm)["partner"]


def _record(crm: CRM, *, there: bool) -> None:
    """Say something of the second partner of the town, who may be there."""
    origin = Origin("Aino")
    if there:
        partner = resolve(crm.database, "town:2")
        crm.rename_partner(partner, "Pitäjä", Day("2026"), origin=origin)
    else:
        crm.register_partner(
            "Srk", Description("parish"), identified_by={"town": "2"}, origin=origin
        )


WAITING = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"
