"""A command is recorded once, never over somebody else's, and never half."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from threading import Barrier
from uuid import uuid4

import pytest
from eventsourcing.persistence import IntegrityError

from crm.application import CRM
from crm.log import ChangedMeanwhile, Origin
from crm.log.verify import verify
from crm.projections.read_models import ReadModels
from domain.day import Day
from domain.engagement import Form
from domain.identifier import IdentifierTaken
from domain.partner import Description, Partner
from domain.refusal import NotFound, Refusal, StillNeeded

SCHOOL = Description("school")
Aino = Callable[[], Origin]


def test_a_command_seen_before_answers_as_it_did_then(crm: CRM, aino: Aino) -> None:
    origin = aino()
    first = crm.register_partner("Opisto", SCHOOL, origin=origin)
    other = crm.register_partner("Lukio", SCHOOL, origin=aino())

    again = crm.register_partner("Opisto", SCHOOL, origin=origin)

    assert first == again
    assert other.position == crm.position()


def test_connections_that_died_in_the_pool_are_replaced(crm: CRM, aino: Aino) -> None:
    school = crm.register_partner("Opisto", SCHOOL, origin=aino()).subject_id
    killed = """
        SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
        WHERE pid <> %s AND datname = current_database()
    """

    for act in (
        lambda: crm.get(Partner, school),
        lambda: crm.register_partner("Lukio", SCHOOL, origin=aino()),
    ):
        with crm.database.dedicated() as own:
            assert own.execute(killed, [own.info.backend_pid]).fetchone()
        act()

    assert 1 == crm.database.value("SELECT count(*) FROM party WHERE name = 'Lukio'")


def test_what_others_build_on_is_not_withdrawn(crm: CRM, aino: Aino) -> None:
    school = crm.register_partner("Opisto", SCHOOL, origin=aino()).subject_id
    part = crm.register_partner("Kesäopisto", SCHOOL, origin=aino()).subject_id
    session = crm.agree_engagement(
        Form.SESSION, "Isäilta", Day("2025-05-14"), origin=aino()
    ).subject_id
    crm.join_activity(session, part, "host", origin=aino())
    crm.place_partner(part, school, Day("2025-01-01"), origin=aino())
    reached = crm.position()

    for one, name in ((school, "Kesäopisto"), (part, "Isäilta")):
        with pytest.raises(StillNeeded) as refused:
            crm.withdraw_partner(one, "Never was one", origin=aino())
        assert ([name], 0) == ([one.name for one in refused.value.resting], refused.value.more)
    assert reached == crm.position()

    crm.withdraw_participation(session, 1, "Wasn't there", origin=aino())
    crm.withdraw_partner(part, "Never was one", origin=aino())
    crm.withdraw_partner(school, "Never was one", origin=aino())


def test_a_command_of_many_events_is_recorded_once_too(crm: CRM, aino: Aino) -> None:
    origin, schools = aino(), [Partner.register(f"Koulu {n}", SCHOOL) for n in range(30)]
    first = crm.record(*schools, origin=origin)
    reached = crm.position()

    again = crm.record(*[Partner.register("Koulu", SCHOOL) for _ in range(30)], origin=origin)

    assert (first.subject_id, reached) == (again.subject_id, crm.position())


def test_the_same_command_twice_at_once_is_recorded_once(crm: CRM, aino: Aino) -> None:
    origin, before = aino(), crm.position()

    def register(_: int) -> object:
        return crm.register_partner("Opisto", SCHOOL, origin=origin).subject_id

    with ThreadPoolExecutor(4) as threads:
        answers = set(threads.map(register, range(8)))

    assert 1 == len(answers)
    assert before + 1 == crm.position()


def test_of_two_saves_at_once_one_is_told_that_it_changed_meanwhile(crm: CRM, aino: Aino) -> None:
    school = crm.register_partner("Opisto", SCHOOL, origin=aino()).subject_id
    other = crm.register_partner("Lukio", SCHOOL, origin=aino()).subject_id
    together = Barrier(2)

    def rename(name: str) -> Refusal | None:
        partner = crm.get(Partner, school)
        partner.rename(name, Day("2026"))
        together.wait()
        try:
            crm.record(partner, origin=aino())
        except ChangedMeanwhile as refusal:
            return refusal
        return None

    with ThreadPoolExecutor(2) as threads:
        answers = list(threads.map(rename, ["Opisto A", "Opisto B"]))

    (refusal,) = [answer for answer in answers if answer]
    assert isinstance(refusal, ChangedMeanwhile)
    assert school == refusal.subject_id
    assert (2, 1) == (crm.version_of(school), crm.version_of(other))


def test_a_stale_form_is_told_that_it_changed_meanwhile(crm: CRM, aino: Aino) -> None:
    school = crm.register_partner("Opisto", SCHOOL, origin=aino()).subject_id
    crm.rename_partner(school, "Kansanopisto", Day("2026"), version=1, origin=aino())
    reached = crm.position()

    with pytest.raises(ChangedMeanwhile):
        crm.rename_partner(school, "Kesäopisto", Day("2026"), version=1, origin=aino())

    assert reached == crm.position()
    assert "Kansanopisto" == crm.get(Partner, school, version=2).name


def test_what_says_nothing_new_records_nothing(crm: CRM, aino: Aino) -> None:
    school = crm.register_partner("Opisto", SCHOOL, origin=aino())

    receipt = crm.rename_partner(school.subject_id, "Opisto", Day("2026"), origin=aino())

    assert (school.subject_id, 0) == (receipt.subject_id, receipt.position)
    assert school.position == crm.position()


def test_only_what_is_there_and_of_its_kind_can_be_got(crm: CRM, aino: Aino) -> None:
    network = crm.found_network("Isäverkosto", origin=aino()).subject_id
    school = crm.register_partner("Opisto", SCHOOL, origin=aino()).subject_id

    for missing in (network, uuid4()):
        with pytest.raises(NotFound):
            crm.get(Partner, missing)

    assert "Opisto" == crm.get(Partner, school).name
    assert 0 == crm.version_of(uuid4())


def test_a_rule_asked_under_the_lock_leaves_nothing_behind(crm: CRM, aino: Aino) -> None:
    pic = {"eu-pic": "932760440"}
    first = crm.register_partner("Opisto", SCHOOL, identified_by=pic, origin=aino())

    with pytest.raises(IdentifierTaken):
        crm.register_partner("Toinen", SCHOOL, identified_by=pic, origin=aino())

    assert first.position == crm.position()
    assert 1 == crm.database.value("SELECT count(*) FROM party")


def test_a_follower_that_fails_takes_the_event_back(
    crm: CRM, aino: Aino, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = crm.position()
    monkeypatch.setattr(ReadModels, "decide", lambda *_: _fail)

    with pytest.raises(ZeroDivisionError):
        crm.register_partner("Opisto", SCHOOL, origin=aino())

    monkeypatch.undo()
    assert before == crm.position()
    assert before + 1 == crm.register_partner("Opisto", SCHOOL, origin=aino()).position


@pytest.mark.parametrize("microsecond", [0, 7, 120_000])
def test_the_database_binds_a_few_events_as_the_program_binds_many(
    crm: CRM, microsecond: int
) -> None:
    then = datetime(2036, 3, 1, 9, 30, 5, microsecond, UTC)
    origin = Origin('Åsa "A" \\ \n\t\x01 Öster', "screen", recorded_at=then)

    reached = crm.register_partner('Väg "1" \\ 😀', SCHOOL, origin=origin).position

    assert verify(crm.database) == reached
    assert crm.entries([reached])[0].recorded_at == then


def test_an_event_that_breaks_another_constraint_is_no_stale_save(crm: CRM, aino: Aino) -> None:
    with crm.database.connection() as connection:
        connection.execute("ALTER TABLE crm_events ADD CHECK (topic NOT LIKE 'crm.network.%')")

    with pytest.raises(IntegrityError):
        crm.found_network("Isäverkosto", origin=aino())

    assert crm.register_partner("Opisto", SCHOOL, origin=aino()).position


def test_what_a_command_answered_can_be_asked(crm: CRM, aino: Aino) -> None:
    origin = aino()
    assert crm.seen(origin.command_id) is None

    receipt = crm.register_partner("Opisto", SCHOOL, origin=origin)

    assert receipt == crm.seen(origin.command_id)
    assert crm.seen(aino().command_id) is None


def test_every_entry_says_who_where_and_why_it_belongs_together(crm: CRM) -> None:
    belongs, command = uuid4(), uuid4()
    crm.register_partner(
        "Opisto", SCHOOL, origin=Origin("Aino", "import", command, correlation_id=belongs)
    )
    crm.register_partner("Lukio", SCHOOL, origin=Origin("Eino"))

    newest, older = crm.entries([crm.position(), crm.position() - 1])

    assert ("Eino", "screen") == (newest.metadata["actor"], newest.metadata["source"])
    assert {
        "actor": "Aino",
        "source": "import",
        "command_id": str(command),
        "correlation_id": str(belongs),
    } == older.metadata
    assert [older] == list(crm.entries_of(belongs))
    assert [older, newest] == crm.entries_after(crm.position() - 2, 10)
    assert "Opisto" == older.event.name


def test_recording_without_events_inserts_nothing(crm: CRM) -> None:
    before = crm.position()

    assert [] == crm.recorder.insert_events([])
    assert before == crm.position()


def _fail(*_: object) -> None:
    raise ZeroDivisionError
