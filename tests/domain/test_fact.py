"""An aggregate is what its events say: made anew from these alone, it is equal."""

from collections.abc import Callable
from datetime import date
from uuid import UUID

import pytest
from eventsourcing.domain import Aggregate

from domain.activity import Activity
from domain.attendance import Headcount
from domain.colleague import Colleague, Position
from domain.day import Day
from domain.engagement import Engagement, Form
from domain.import_run import ImportRun
from domain.names import Names
from domain.network import Network
from domain.outline import Outline
from domain.partner import Description, Partner, Stage
from domain.project import Project
from domain.unit import Unit
from domain.vocabulary import Term, Vocabulary

MAY, JUNE, JULY = map(Day, ("2026-05", "2026-06", "2026-07"))
AINO, VANTAA, PARENT = (UUID(int=number) for number in range(1, 4))


def take_part(activity: Activity) -> None:
    activity.join(AINO, "lead")
    activity.join(VANTAA, "partner", MAY)
    activity.change_role(1, "expert", JUNE)
    activity.correct_participation(3, "trainer", MAY, JUNE, "Misread.")
    activity.leave(2, JUNE, "New plans.")
    activity.withdraw_participation(3, "Mistaken for another.")


def colleague() -> Colleague:
    colleague = Colleague.join("Aino", Position.EXPERT, PARENT, MAY)
    colleague.correct_beginning(Day("2026-04"), "Misread.")
    colleague.assign_to_unit(None, JUNE)
    colleague.give_position(Position.LEADERSHIP, JUNE)
    colleague.correct_name("Aino", "Aino Aalto", "Misread.")
    colleague.withdraw_assignment("Never so.")
    colleague.withdraw_position("Never so.")
    colleague.leave(JULY)
    colleague.withdraw_end("Never so.")
    colleague.withdraw("Entered twice.")
    colleague.erase()
    return colleague


def engagement() -> Engagement:
    engagement = Engagement.agree(Form.SESSION, "Isyys", MAY, JULY, identified_by={"stea": "T1"})
    take_part(engagement)
    engagement.reschedule(MAY, JUNE, "Ill.")
    engagement.correct_days(JUNE, None, "Misread.")
    engagement.correct_title("Isyys nyt", "Misread.")
    engagement.describe(Outline(Form.SEMINAR, remote=True), "The room was taken.")
    engagement.correct_description(Outline(Form.SEMINAR, ("peers",)), "Misread.")
    engagement.deliver((Headcount(10),), today=date(2026, 8, 1))
    engagement.correct_attendance((Headcount(12),), "Two were late.")
    engagement.mark_sensitive("Of violence.")
    engagement.lift_sensitivity("A lecture.")
    engagement.withdraw("Entered twice.")
    return engagement


def cancelled_engagement() -> Engagement:
    engagement = Engagement.agree(Form.SESSION, "Isyys", MAY)
    engagement.cancel("Nobody came.")
    engagement.correct_state("They came.")
    return engagement


def import_run() -> ImportRun:
    run = ImportRun.begin(UUID(int=7), "cordis", ("projects.csv",))
    run.finish(100, 3)
    run.undo("The wrong file.", withdrawn=90, restored=2, left=5)
    return run


def network() -> Network:
    network = Network.found("Verkosto", "To share.", MAY)
    network.correct_beginning(Day("2026-04"), "Misread.")
    network.rename("Isien verkosto", JUNE)
    network.correct_name("Isien verkosto ry", "Misread.")
    network.set_purpose("To learn.")
    network.correct_purpose("To teach.", "Misread.")
    network.join(VANTAA, "member", MAY)
    network.join(PARENT, "host")
    network.leave(VANTAA, JUNE)
    network.correct_membership(VANTAA, "Never so.")
    network.correct_membership(PARENT, "Never so.")
    network.dissolve(JULY)
    network.withdraw_end("Never so.")
    network.withdraw("Entered twice.")
    return network


def partner() -> Partner:
    partner = Partner.register("Vantaa", Description("city"), identified_by={"oid": "1"})
    partner.correct_beginning(Day("2026-04"), "Misread.")
    partner.rename("City of Vantaa", MAY)
    partner.correct_name("Vantaan kaupunki", "Misread.")
    partner.describe(Description("municipality"), MAY)
    partner.correct_description(Description("municipality", web="vantaa.fi"), "Misread.")
    partner.place_under(PARENT, MAY, below=set())
    partner.withdraw_placement("Misread.", below=set())
    partner.move_stage(Stage.ACTIVE, MAY, "They called.")
    partner.withdraw_stage_move("They called another.")
    partner.give_identifier("eu-pic", "9")
    partner.correct_identifier("eu-pic", "10", "Misread.")
    partner.correct_identifier("oid", "", "It was another's.")
    partner.assign_steward(AINO, MAY)
    partner.withdraw_stewardship("It was another's.")
    partner.withdraw("Entered twice.")
    return partner


def project() -> Project:
    project = Project.plan("Isät", MAY, JULY, goal="Meet.", themes=("peers",))
    take_part(project)
    project.start(MAY)
    project.retitle("Isät mukaan", JUNE)
    project.correct_title("Isät koolla", "Misread.")
    project.set_goal("Stay.", ("fatherhood",))
    project.correct_goal("Stay.", (), "Misread.")
    project.extend(Day("2027"), "Late start.")
    project.correct_period(MAY, Day("2028"), "Misread.")
    project.complete(Day("2028"))
    project.withdraw("Entered twice.")
    return project


def cancelled_project() -> Project:
    project = Project.plan("Isät")
    project.cancel(MAY, "No funding.")
    project.correct_state("There was some.")
    return project


def unit() -> Unit:
    unit = Unit.open(Names("Isyystyö"), MAY, PARENT)
    unit.correct_beginning(Day("2026-04"), "Misread.")
    unit.rename(Names("Vertaistyö"), JUNE)
    unit.correct_names(Names("Vertaiset"), "Misread.")
    unit.place_under(None, JUNE, below=set())
    unit.withdraw_placement("Never so.", below=set())
    unit.close(JULY)
    unit.withdraw_end("Never so.")
    unit.withdraw("Entered twice.")
    return unit


def vocabulary() -> Vocabulary:
    vocabulary = Vocabulary.set_up("role", (Term("lead", Names("vetäjä")),))
    vocabulary.add("host", Names("isäntä"))
    vocabulary.rename("host", Names("emäntä"))
    vocabulary.count("host", counts=False)
    vocabulary.add("guest", Names("vieras"))
    vocabulary.merge("host", "lead")
    vocabulary.withdraw_merge("host")
    vocabulary.retire("guest")
    return vocabulary


LIVES: list[Callable[[], Aggregate]] = [
    colleague,
    engagement,
    cancelled_engagement,
    import_run,
    network,
    partner,
    project,
    cancelled_project,
    unit,
    vocabulary,
]


@pytest.mark.parametrize("life", LIVES)
def test_an_aggregate_is_what_its_events_say(
    replayed: Callable[[Aggregate], Aggregate], life: Callable[[], Aggregate]
) -> None:
    aggregate = life()

    anew = replayed(aggregate)

    assert aggregate == anew


def test_every_kind_of_event_was_said_in_these_lives() -> None:
    said = {type(event) for life in LIVES for event in life().pending_events}

    assert {
        kind
        for aggregate in {type(life()) for life in LIVES}
        for kind in vars(aggregate).values()
        if isinstance(kind, type) and "TOPIC" in dir(kind)
    } == said
