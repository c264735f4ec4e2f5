"""An import that was cut off is completed by the next; it tells how far it is."""

import os
import signal
from pathlib import Path

import msgspec
import pytest
from eventsourcing.persistence import ProgrammingError

from crm.application import CRM
from crm.helper import Helper
from crm.imports import run as running
from crm.imports.profile import Profile, profile
from crm.imports.run import NothingMatches, run
from crm.imports.tables import MissingColumns
from crm.opening import AllReadModels
from crm.projections import read_models
from crm.projections.rebuild import rebuild
from crm.projections.runs import runs
from tests.crm.contents import contents
from tests.crm.imports.town import FILES, Town, counted, told

# What is wrong with the fifteenth row, the database alone knows.
FAILING = """
    CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION 'No room for it'; END $$;
    CREATE TRIGGER refuse BEFORE INSERT ON crm_events FOR EACH ROW
    WHEN (convert_from(NEW.state, 'UTF8') LIKE '%"Koulu 15"%') EXECUTE FUNCTION refuse();
"""


class Stopped(Exception):
    """Somebody pulled the plug."""


class Prompt(Helper):
    """One that everybody waits for before it has begun."""

    is_ready = True


class Absent(Prompt):
    """One that has gone again."""

    def __init__(self, needed: object = None) -> None:
        super().__init__(needed)
        self.close()


class Stuck(Prompt):
    """One that was stopped, and isn't gone."""

    def __init__(self, needed: object = None) -> None:
        super().__init__(needed)
        os.kill(self.ask(os.getpid).result(), signal.SIGSTOP)
        self.patience = 1


@pytest.mark.parametrize("at", [10, 30, 70])
def test_an_import_that_was_cut_off_is_completed_by_another(
    crm: CRM, town: Town, at: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running, "CHUNK", 10)
    _lengthen(town)

    with pytest.raises(Stopped):
        _run(crm, town, at)

    assert len(runs(crm.database)) <= 1
    report = town.take(crm)
    assert [] == told(report)
    found = counted(crm)
    assert (43, 42, 46) == (found["partner"], found["project"], found["participation"])
    assert 0 == town.take(crm).recorded


@pytest.mark.parametrize("helper", [Prompt, Absent, Stuck])
def test_what_another_process_worked_out_is_what_a_rebuild_makes(
    crm: CRM, town: Town, helper: type[Helper], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running, "CHUNK", 100)
    monkeypatch.setattr(running, "HELPED_FROM", 1)
    monkeypatch.setattr(read_models, "Helper", helper)
    _lengthen(town)

    report = town.take(crm)

    assert [] == told(report)
    live = contents(crm.database)
    rebuild(crm.database, AllReadModels().models)
    assert live == contents(crm.database)


def test_nothing_is_written_after_what_could_not_be(
    crm: CRM, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running, "CHUNK", 10)
    rows = [f"Koulu {number};;school" for number in range(60)]
    (tmp_path / "list.csv").write_text("\n".join(["name;business_id;kind", *rows]))
    with crm.database.connection() as connection:
        connection.execute(FAILING)

    with pytest.raises(ProgrammingError, match="No room for it"):
        run(crm, profile("partners"), [tmp_path / "list.csv"], actor="Aino")

    # The chunk before it, and neither it nor the two that waited behind it.
    assert 10 == crm.database.value("SELECT count(*) FROM party WHERE type = 'partner'")


def test_progress_is_told_by_rows(crm: CRM, town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "CHUNK", 10)
    _lengthen(town)
    heard: list[int] = []
    town.take(crm, dry_run=True)

    folder = town.folder / "files"
    run(crm, town.profile, [folder], actor="Aino", dry_run=True, progress=heard.append)

    assert list(range(10, 140, 10))[: len(heard)] == heard


def test_nothing_is_taken_in_while_a_column_is_missing(crm: CRM, town: Town) -> None:
    before = crm.position()
    sound = town.files["participations.csv"]
    town.files["participations.csv"] = sound.replace("activity,party", "activity,partner")

    with pytest.raises(MissingColumns):
        town.take(crm)

    assert before == crm.position()
    town.files["participations.csv"] = sound
    assert [] == told(town.take(crm))


def test_files_that_no_table_asks_for_are_refused(crm: CRM, town: Town, tmp_path: Path) -> None:
    (tmp_path / "other.csv").write_text("id,name\n1,Opisto\n")

    with pytest.raises(NothingMatches):
        run(crm, town.profile, [tmp_path / "other.csv"], actor="Aino")

    town.files = {"partners.csv": FILES["partners.csv"]}
    assert 3 == town.take(crm).recorded


def test_a_profile_without_terms_or_key_takes_rows_as_they_are(crm: CRM, tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text("name\nOpisto\nLukio\n")
    (tmp_path / "ilta.csv").write_text("name,day\nIsäilta,2024\n")
    tables = [
        {
            "kind": "partners",
            "file": "list.csv",
            "fields": {"name": "name", "kind": {"default": "school"}},
        },
        {
            "kind": "engagements",
            "file": "ilta.csv",
            "fields": {"title": "name", "starts_on": "day"},
        },
    ]
    plain = msgspec.convert({"name": "plain", "title": "Plain", "table": tables}, Profile)

    report = run(crm, plain, [tmp_path], actor="Aino")

    assert [] == told(report)
    assert (2, 1) == (counted(crm)["partner"], counted(crm)["engagement"])


def _lengthen(town: Town) -> None:
    town.add("partners.csv", *[f"{n},Koulu {n},school,,Oulu,," for n in range(100, 140)])
    town.add("projects.csv", *[f"q{n},Hanke {n},2020,2021,," for n in range(40)])
    town.add("participations.csv", *[f"q{n},{n + 100},partner,,," for n in range(40)])


def _run(crm: CRM, town: Town, at: int) -> None:
    def stop(rows: int) -> None:
        if rows >= at:
            raise Stopped

    town.take(crm, dry_run=True)
    run(crm, town.profile, [town.folder / "files"], actor="Aino", progress=stop)
