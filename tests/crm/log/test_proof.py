"""What is new since the last proof is proved before anybody writes, and no more than that."""

from collections.abc import Callable
from typing import LiteralString

import pytest

from crm.application import CRM
from crm.log import Origin
from crm.log.chain import BrokenChain
from crm.log.proof import Proof
from crm.log.verify import proven, verify, verify_on
from crm.log.writes import WritesAreStopped, resume

Aino = Callable[[], Origin]
FORGED: LiteralString = "UPDATE crm_events SET topic = 'crm.partner.renamed.v2'"


def test_a_process_proves_before_it_first_writes(crm: CRM, aino: Aino) -> None:
    crm.found_network("Isäverkosto", origin=aino())
    last = crm.position()
    _touch(crm, f"{FORGED} WHERE notification_id = {last}")

    _begin_anew(crm)
    with pytest.raises(WritesAreStopped) as caught:
        crm.found_network("Toinen", origin=aino())

    assert (last, last) == (caught.value.position, crm.position())
    assert last == crm.proof.broken_at


def test_an_honest_log_is_proved_on_from_where_it_was(crm: CRM, aino: Aino) -> None:
    last = crm.found_network("Isäverkosto", origin=aino()).position
    crm.proof.go_on()
    assert last == proven(crm.database).position
    # Nothing that lies before is looked at again; that is for the proof of the whole.
    _touch(crm, f"{FORGED} WHERE notification_id = {last - 1}")

    _begin_anew(crm)

    assert last + 1 == crm.found_network("Toinen", origin=aino()).position
    assert last + 1 == verify_on(crm.database)
    with pytest.raises(BrokenChain):
        verify(crm.database)


def test_pages_are_told_while_it_is_being_proved(
    crm: CRM, aino: Aino, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[int | None] = []
    crm.proof.go_on()
    monkeypatch.setattr("crm.log.verify.FETCHED", 1)
    crm.found_network("Isäverkosto", origin=aino())
    before = proven(crm.database).position
    monkeypatch.setattr(
        "crm.log.proof.verify_on",
        lambda database: verify_on(database, lambda _: heard.append(crm.proof.going_on_after)),
    )

    crm.proof.go_on()

    assert [before] == heard
    assert crm.proof.going_on_after is None


@pytest.mark.parametrize("back", [0, 1])
def test_an_end_that_was_cut_off_or_exchanged_is_named(crm: CRM, aino: Aino, back: int) -> None:
    for name in ("Isäverkosto", "Toinen"):
        crm.found_network(name, origin=aino())
    crm.proof.go_on()
    position = crm.position() - back
    _touch(crm, f"DELETE FROM crm_events WHERE notification_id >= {position}")
    _touch(crm, "UPDATE log_head SET position = 0")

    with pytest.raises(BrokenChain) as caught:
        verify_on(crm.database)
    with pytest.raises(BrokenChain) as again:
        verify(crm.database)

    assert (position, position) == (caught.value.position, again.value.position)


def test_a_hash_that_was_exchanged_at_the_end_is_named(crm: CRM) -> None:
    crm.proof.go_on()
    last = crm.position()
    _touch(crm, f"UPDATE crm_events SET hash = 'other' WHERE notification_id = {last}")

    with pytest.raises(BrokenChain) as caught:
        verify_on(crm.database)

    assert last == caught.value.position


def test_what_is_written_after_a_break_was_accepted_is_proved(crm: CRM, aino: Aino) -> None:
    last = crm.found_network("Isäverkosto", origin=aino()).position
    _touch(crm, f"{FORGED} WHERE notification_id = {last}")
    with pytest.raises(BrokenChain):
        verify(crm.database)
    with crm.database.connection() as connection:
        resume(connection.cursor())

    after = crm.found_network("Toinen", origin=aino()).position
    assert after == verify_on(crm.database)

    third = crm.found_network("Kolmas", origin=aino()).position
    _touch(crm, f"{FORGED} WHERE notification_id = {third}")
    _begin_anew(crm)
    with pytest.raises(WritesAreStopped) as caught:
        crm.found_network("Neljäs", origin=aino())
    assert third == caught.value.position


def _begin_anew(crm: CRM) -> None:
    crm.proof = Proof(crm.database)


def _touch(crm: CRM, sql: LiteralString) -> None:
    with crm.database.connection() as connection:
        connection.execute(sql)
