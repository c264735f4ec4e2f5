"""An import is taken back as a whole, but for what others have built on it."""

from collections.abc import Callable
from uuid import UUID

import pytest

from crm.access import Viewer
from crm.application import CRM
from crm.imports import undo as undoing
from crm.imports.undo import undo
from crm.log import Origin
from crm.projections.directory import questions as directory
from crm.projections.participation import questions as participation
from crm.projections.runs import run as run_of
from domain.account import Role
from domain.activity import Activity
from domain.day import Day
from domain.engagement import Engagement, Form
from domain.import_run import AlreadyUndone
from domain.partner import Partner
from domain.project import Project
from domain.refusal import NotFound
from tests.crm.imports.town import Town, counted, told

Aino = Callable[[], Origin]
NOTHING = {"participation": 0}


class Stopped(Exception):
    """Somebody pulled the plug."""


def test_undoing_takes_everything_back(crm: CRM, town: Town) -> None:
    report = town.take(crm)
    assert report.run_id

    counts = undo(crm, report.run_id, actor="Aino", reason="väärä tiedosto")

    # The role that the profile brought stays a role.
    assert {"withdrawn": 7, "restored": 0, "left": 1} == counts
    assert NOTHING == counted(crm)
    found = run_of(crm.database, report.run_id)
    assert found
    assert found.undone_at
    assert (7, 0, 1) == (found.withdrawn, found.restored, found.left_alone)


def test_an_import_is_undone_once(crm: CRM, town: Town) -> None:
    report = town.take(crm)
    assert report.run_id
    undo(crm, report.run_id, actor="Aino", reason="väärä")
    before = crm.position()

    with pytest.raises(AlreadyUndone):
        undo(crm, report.run_id, actor="Aino", reason="väärä")

    assert before == crm.position()


def test_only_an_import_can_be_undone(crm: CRM, town: Town) -> None:
    report = town.take(crm)
    partner = directory.resolve(crm.database, "town:1")

    with pytest.raises(NotFound):
        undo(crm, partner, actor="Aino", reason="väärä")

    assert 3 == counted(crm)["partner"]
    assert report.run_id


def test_an_import_after_the_undo_works(crm: CRM, town: Town) -> None:
    report = town.take(crm)
    assert report.run_id
    undo(crm, report.run_id, actor="Aino", reason="väärä")

    again = town.take(crm)

    assert [] == told(again)
    assert (report.rows, report.events) == (again.rows, again.events)
    assert (3, 2, 2, 6) == tuple(counted(crm).values())


def test_what_others_said_of_since_is_left_as_it_is(crm: CRM, town: Town, aino: Aino) -> None:
    report = town.take(crm)
    assert report.run_id
    partner = directory.resolve(crm.database, "town:1")
    crm.rename_partner(partner, "Ainon opisto", Day("2026"), origin=aino())

    counts = undo(crm, report.run_id, actor="Aino", reason="väärä")

    assert {"withdrawn": 6, "restored": 0, "left": 2} == counts
    assert {"partner": 1, "participation": 0} == counted(crm)
    assert "Ainon opisto" == crm.get(Partner, partner).name


def test_a_partner_that_others_let_join_since_is_left_as_it_is(
    crm: CRM, town: Town, aino: Aino
) -> None:
    report = town.take(crm)
    assert report.run_id
    partner = directory.resolve(crm.database, "town:2")
    project = crm.plan_project("Ainon hanke", origin=aino()).subject_id
    crm.join_activity(project, partner, "partner", origin=aino())
    member = directory.resolve(crm.database, "town:3")
    network = crm.found_network("Ainon verkosto", origin=aino()).subject_id
    crm.join_network(network, member, origin=aino())

    counts = undo(crm, report.run_id, actor="Aino", reason="väärä")

    assert {"withdrawn": 5, "restored": 0, "left": 3} == counts
    assert {"partner": 2, "network": 1, "project": 1, "participation": 1} == counted(crm)


def test_who_took_part_in_what_is_left_is_left_too(crm: CRM, town: Town, aino: Aino) -> None:
    report = town.take(crm)
    assert report.run_id
    engagement = participation.resolve(crm.database, "town-activity:e1")
    crm.correct_engagement_title(engagement, "Ainon ilta", "väärin", origin=aino())
    project = participation.resolve(crm.database, "town-activity:p2")
    day = Day("2022")
    crm.agree_engagement(Form.MEETING, "Tapaaminen", day, project_id=project, origin=aino())

    undo(crm, report.run_id, actor="Aino", reason="väärä")

    found = {"partner": 2, "engagement": 2, "project": 1, "participation": 3}
    assert found == counted(crm)


def test_what_is_restricted_to_who_undoes_is_left_as_it_is(
    crm: CRM, town: Town, aino: Aino
) -> None:
    town.take(crm)
    evening, day = (
        participation.resolve(crm.database, f"town-activity:{one}") for one in ("e1", "e2")
    )
    crm.mark_sensitive(evening, "Few may read it.", origin=aino())
    before = crm.get(Engagement, day).outline
    town.change("engagements.csv", ",,Kuopio", ",,Oulu")
    town.change("engagements.csv", "Päivä,seminar", "Päivä,meeting")
    report = town.take(crm)
    assert report.run_id
    version = crm.version_of(evening)
    elsewhere = Viewer(UUID(int=7), "Otso", Role.COORDINATOR)

    counts = undo(crm, report.run_id, actor="Otso", viewer=elsewhere, reason="väärä")

    assert {"withdrawn": 0, "restored": 1, "left": 1} == counts
    assert (version, "Oulu") == (
        crm.version_of(evening),
        crm.get(Engagement, evening).outline.place,
    )
    assert before == crm.get(Engagement, day).outline


def test_what_one_left_who_was_cut_off_another_takes_back(crm: CRM, town: Town, aino: Aino) -> None:
    town.take(crm)
    evening = participation.resolve(crm.database, "town-activity:e1")
    crm.mark_sensitive(evening, "Few may read it.", origin=aino())
    town.change("engagements.csv", ",,Kuopio", ",,Oulu")
    town.change("engagements.csv", "Päivä,seminar", "Päivä,meeting")
    report = town.take(crm)
    assert report.run_id
    elsewhere = Viewer(UUID(int=7), "Otso", Role.COORDINATOR)
    whose = {"actor": "Otso", "viewer": elsewhere}
    with pytest.raises(Stopped):
        undo(crm, report.run_id, **whose, reason="väärä", progress=_stop)  # type: ignore[arg-type]

    undo(crm, report.run_id, actor="Aino", reason="väärä")

    assert "Kuopio" == crm.get(Engagement, evening).outline.place


def test_what_an_import_changed_is_said_as_it_was(crm: CRM, town: Town) -> None:
    town.take(crm)
    before = _state(crm)
    town.change("partners.csv", "1,Opisto,school,education;social", "1,Kansanopisto,school,social")
    town.change("projects.csv", "Perhetalo,2019-05", "Perheen talo,2019-06")
    town.change("projects.csv", "Isät mukaan,fatherhood", "Isät kotiin,violence")
    town.change("engagements.csv", "Isäilta,session,14.5.2019", "Isien ilta,meeting,15.5.2019")
    town.change("engagements.csv", ",,Kuopio", ",,Oulu")
    town.change("engagements.csv", "Päivä,seminar", "Päivä,meeting")
    town.change("participations.csv", "p2,3,lead,,,", "p2,3,lead,,,yes\np2,2,expert,,2022,yes")
    report = town.take(crm)
    assert report.run_id
    assert before != _state(crm)

    counts = undo(crm, report.run_id, actor="Aino", reason="väärä")

    assert {"withdrawn": 0, "restored": 5, "left": 0} == counts
    assert before == _state(crm)


def test_an_undo_that_was_cut_off_is_completed_by_another(
    crm: CRM, town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(undoing, "CHUNK", 3)
    report = town.take(crm)
    assert report.run_id
    with pytest.raises(Stopped):
        undo(crm, report.run_id, actor="Aino", reason="väärä", progress=_stop)
    assert NOTHING != counted(crm)

    heard: list[int] = []
    undo(crm, report.run_id, actor="Aino", reason="väärä", progress=heard.append)

    assert NOTHING == counted(crm)
    assert [3, 5, 8] == heard
    with pytest.raises(AlreadyUndone):
        undo(crm, report.run_id, actor="Aino", reason="väärä")


def _stop(_done: int) -> None:
    raise Stopped


def _state(crm: CRM) -> list[object]:
    """Return what the import has a say in."""
    partner = crm.get(Partner, directory.resolve(crm.database, "town:1"))
    found: list[object] = [partner.name, partner.description]
    for name in ("p1", "p2", "e1", "e2"):
        reference = f"town-activity:{name}"
        activity = crm.get(Activity, participation.resolve(crm.database, reference))
        title = activity.title if isinstance(activity, Project) else None
        parts = {
            (part.party_id, part.role, part.left)
            for part in activity.participations.by_number.values()
        }
        about = (activity.goal, activity.themes) if isinstance(activity, Project) else None
        found += [title, activity.starts_on, activity.ends_on, parts, about]
        found += [activity.outline] if isinstance(activity, Engagement) else []
    return found
