"""Nobody changes the log unseen: the first entry that was touched is named, and writes stop."""

from collections.abc import Callable
from hashlib import sha256
from typing import LiteralString

import pytest

from crm.application import CRM
from crm.log import Origin
from crm.log.chain import AcceptedBreaks, BrokenChain
from crm.log.verify import verify, verify_on
from crm.log.writes import WritesAreStopped, resume
from domain.day import Day
from domain.partner import Description

Aino = Callable[[], Origin]
CHANGES: dict[str, LiteralString] = {
    "state": "UPDATE crm_events SET state = set_byte(state, 12, get_byte(state, 12) # 1)",
    "last byte of state": """
        UPDATE crm_events SET state = set_byte(state, length(state) - 1, 32)""",
    "metadata": """UPDATE crm_events SET metadata = jsonb_set(metadata, '{actor}', '"Eino"')""",
    "more metadata": """UPDATE crm_events SET metadata = metadata || '{"odd": "1"}'""",
    "topic": "UPDATE crm_events SET topic = 'crm.partner.renamed.v2'",
    "time": "UPDATE crm_events SET recorded_at = recorded_at + interval '1 microsecond'",
    "time of none": "UPDATE crm_events SET recorded_at = 'infinity'",
    "whose": "UPDATE crm_events SET originator_id = gen_random_uuid()",
    "version": "UPDATE crm_events SET originator_version = 99",
    "event id": "UPDATE crm_events SET event_id = gen_random_uuid()",
    "hash": "UPDATE crm_events SET hash = set_byte(hash, 31, get_byte(hash, 31) # 1)",
    "row": "DELETE FROM crm_events",
}


@pytest.fixture
def written(crm: CRM, aino: Aino) -> CRM:
    """Give an installation with some entries after those of the vocabularies."""
    for number in range(5):
        school = crm.register_partner(f"Koulu {number}", Description("school"), origin=aino())
        crm.rename_partner(school.subject_id, f"Opisto {number}", Day("2026"), origin=aino())
    return crm


def test_the_chain_of_an_untouched_log_holds(written: CRM, monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[int] = []
    monkeypatch.setattr("crm.log.verify.FETCHED", 5)

    assert written.position() == verify(written.database, heard.append)
    assert list(range(5, written.position() + 1, 5)) == heard


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("back", [0, 3])
def test_the_first_entry_that_was_changed_is_named(written: CRM, change: str, back: int) -> None:
    position = written.position() - back
    _touch(written, f"{CHANGES[change]} WHERE notification_id = {position}")

    with pytest.raises(BrokenChain) as caught:
        verify(written.database)

    assert position == caught.value.position


def test_entries_in_another_order_are_named(written: CRM) -> None:
    last = written.position()
    _touch(
        written,
        """
        ALTER TABLE crm_events DROP CONSTRAINT crm_events_pkey;
        UPDATE crm_events SET notification_id = 2 * (SELECT max(notification_id) FROM crm_events)
            - 5 - notification_id
        WHERE notification_id IN (SELECT max(notification_id) - 3 FROM crm_events
            UNION SELECT max(notification_id) - 2 FROM crm_events)
        """,
    )

    with pytest.raises(BrokenChain) as caught:
        verify(written.database)

    assert last - 3 == caught.value.position


def test_metadata_in_another_order_of_keys_is_the_same(written: CRM) -> None:
    _touch(
        written,
        """
        UPDATE crm_events SET metadata =
            (SELECT jsonb_object_agg(key, value ORDER BY key DESC) FROM jsonb_each(metadata))
        """,
    )

    assert written.position() == verify(written.database)


def test_a_broken_log_takes_no_writes_until_it_is_resumed(written: CRM, aino: Aino) -> None:
    last = written.position()
    _touch(written, f"{CHANGES['topic']} WHERE notification_id = {last - 3}")
    with pytest.raises(BrokenChain):
        verify(written.database)

    with pytest.raises(WritesAreStopped) as caught:
        written.found_network("Isäverkosto", origin=aino())

    assert (last - 3, last) == (caught.value.position, written.position())
    with written.database.connection() as connection:
        resume(connection.cursor())
    assert last + 1 == written.found_network("Isäverkosto", origin=aino()).position


def test_what_was_accepted_once_stops_nobody_again_but_another_break_does(
    written: CRM, aino: Aino
) -> None:
    last = written.position()
    _touch(written, f"{CHANGES['topic']} WHERE notification_id = {last}")
    for _ in range(2):
        with pytest.raises(BrokenChain):
            verify(written.database)
        with written.database.connection() as connection:
            resume(connection.cursor())

    with pytest.raises(BrokenChain):
        verify(written.database)
    assert last + 1 == written.found_network("Isäverkosto", origin=aino()).position

    _touch(written, f"{CHANGES['topic']} WHERE notification_id = {last - 2}")
    with pytest.raises(BrokenChain):
        verify(written.database)
    with pytest.raises(WritesAreStopped):
        written.found_network("Toinen", origin=aino())


@pytest.mark.parametrize("change", CHANGES)
def test_another_break_above_an_accepted_one_is_found_and_stops_writes_again(
    written: CRM, aino: Aino, change: str
) -> None:
    last = written.position()
    for back in (5, 2):
        _touch(written, f"{CHANGES[change]} WHERE notification_id = {last - back}")

    assert [last - 5, last - 2] == [_accepted_break(written) for _ in range(2)]

    with pytest.raises(AcceptedBreaks) as caught:
        verify(written.database)
    assert [last - 5, last - 2] == caught.value.positions
    assert last + 1 == written.found_network("Isäverkosto", origin=aino()).position
    assert last + 1 == verify_on(written.database)


@pytest.mark.parametrize("change", ["state", "hash", "topic"])
def test_an_accepted_entry_that_is_changed_again_is_told_again(written: CRM, change: str) -> None:
    position = written.position() - 3
    _touch(written, f"{CHANGES['topic']} WHERE notification_id = {position}")
    assert position == _accepted_break(written)
    _touch(
        written,
        f"UPDATE crm_events SET topic = 'crm.partner.renamed.v3' WHERE notification_id = {position}"
        if change == "topic"
        else f"{CHANGES[change]} WHERE notification_id = {position}",
    )

    with pytest.raises(BrokenChain) as caught:
        verify(written.database)

    assert not isinstance(caught.value, AcceptedBreaks)
    assert position == caught.value.position


def test_an_end_that_was_cut_off_is_accepted_and_what_follows_it_isnt(
    written: CRM, aino: Aino
) -> None:
    last = written.position()
    _touch(written, f"DELETE FROM crm_events WHERE notification_id = {last}")
    assert last == _accepted_break(written)
    with pytest.raises(AcceptedBreaks):
        verify(written.database)
    assert last == written.found_network("Isäverkosto", origin=aino()).position

    _touch(written, f"{CHANGES['topic']} WHERE notification_id = {last}")

    with pytest.raises(BrokenChain) as caught:
        verify(written.database)
    assert not isinstance(caught.value, AcceptedBreaks)


def test_a_log_that_was_mended_takes_writes_again(written: CRM, aino: Aino) -> None:
    last = written.position()
    _touch(written, f"{CHANGES['state']} WHERE notification_id = {last}")
    with pytest.raises(BrokenChain):
        verify(written.database)
    _touch(written, f"{CHANGES['state']} WHERE notification_id = {last}")

    verify(written.database)

    assert last + 1 == written.found_network("Isäverkosto", origin=aino()).position


def test_the_hash_can_be_recomputed_by_anybody(written: CRM) -> None:
    rows = written.database.rows(
        lambda *row: row,
        """
        SELECT hash, concat('{"position":', notification_id, ',"event_id":"', event_id,
            '","topic":"', topic, '","originator_id":"', originator_id,
            '","originator_version":', originator_version, ',"recorded_at":"',
            to_char(recorded_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
            '","metadata":{"actor":"', metadata ->> 'actor', '","command_id":"',
            metadata ->> 'command_id', '","correlation_id":"', metadata ->> 'correlation_id',
            '","source":"', metadata ->> 'source', '"},"data":', convert_from(state, 'UTF8'), '}')
        FROM crm_events ORDER BY notification_id
        """,
    )

    before = bytes(32)
    for digest, line in rows:
        assert digest == sha256(before + line.encode()).digest()
        before = digest


def _accepted_break(crm: CRM) -> int:
    """Find the next break, and accept it."""
    with pytest.raises(BrokenChain) as caught:
        verify_on(crm.database)
    assert not isinstance(caught.value, AcceptedBreaks)
    with pytest.raises(WritesAreStopped):
        crm.found_network("Isäverkosto", origin=Origin("Aino"))
    with crm.database.connection() as connection:
        resume(connection.cursor())
    return caught.value.position


def _touch(crm: CRM, sql: LiteralString) -> None:
    with crm.database.connection() as connection:
        connection.execute(sql)
