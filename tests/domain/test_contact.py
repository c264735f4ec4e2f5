from collections.abc import Callable
from uuid import UUID

import pytest

from domain.contact import (
    Basis,
    Contact,
    NoPosition,
    NoSuchConsent,
    Purpose,
)
from domain.day import BeforeLatestChange, Day, EndsBeforeStart
from domain.details import Details, NotAMailAddress
from domain.refusal import Missing, PersonIsErased

VANTAA, ESPOO, SEMINAR, MEETING = (UUID(int=number) for number in (1, 2, 3, 4))
MARCH, MAY, JUNE, JULY = (Day(f"2025-0{month}-01") for month in (3, 5, 6, 7))
ELLI = Details("Elli Esimerkki", "elli@vantaa.example", language="fi")


def elli(since_on: Day | None = MARCH) -> Contact:
    return Contact.add(VANTAA, ELLI, since_on)


def last(contact: Contact) -> object:
    return contact.pending_events[-1]


def test_a_contact_is_added_at_a_partner_and_the_event_says_only_which_fields_are_known() -> None:
    contact = elli()

    [event] = contact.pending_events
    assert isinstance(event, Contact.Created)
    assert (VANTAA, MARCH) == (event.partner_id, event.since_on)
    assert ("name", "email", "language") == event.fields
    assert (VANTAA, MARCH, None) == (contact.partner_id, contact.since_on, contact.left_on)
    assert not contact.erased


def test_a_contact_needs_a_name_and_an_address_that_is_one() -> None:
    with pytest.raises(Missing):
        Contact.add(VANTAA, Details(email="elli@vantaa.example"))
    with pytest.raises(NotAMailAddress):
        Contact.add(VANTAA, Details("Elli", "elli at vantaa"))


def test_an_event_says_which_details_changed_never_what_they_are() -> None:
    contact = elli()

    contact.change_details(ELLI, Details("Elli Uusi", " elli@vantaa.example ", phone="040"))

    event = last(contact)
    assert isinstance(event, Contact.DetailsChanged)
    assert ("name", "phone", "language") == event.fields


def test_details_that_are_the_same_say_nothing() -> None:
    contact = elli()

    contact.change_details(ELLI, Details(" Elli  Esimerkki", "elli@vantaa.example", language="fi"))

    assert 1 == len(contact.pending_events)


def test_details_that_are_wrong_are_not_taken() -> None:
    contact = elli()

    with pytest.raises(Missing):
        contact.change_details(ELLI, Details(" "))

    assert 1 == len(contact.pending_events)


def test_a_contact_moves_to_another_partner_on_a_day() -> None:
    contact = elli()

    contact.move(ESPOO, MAY)

    event = last(contact)
    assert isinstance(event, Contact.Moved)
    assert (ESPOO, MAY) == (event.partner_id, event.moved_on)
    assert (ESPOO, MAY, MARCH) == (contact.partner_id, contact.since_on, contact.before_on)


def test_moving_to_where_one_works_says_nothing_but_coming_back_does() -> None:
    contact = elli()

    contact.move(VANTAA, MAY)
    assert 1 == len(contact.pending_events)
    contact.leave(MAY)
    contact.move(VANTAA, JUNE)

    assert isinstance(last(contact), Contact.Moved)
    assert (JUNE, None, MAY) == (contact.since_on, contact.left_on, contact.before_on)


def test_nobody_moves_before_they_came_or_left() -> None:
    contact = elli(MAY)

    with pytest.raises(BeforeLatestChange):
        contact.move(ESPOO, MARCH)
    contact.leave(JULY)
    with pytest.raises(BeforeLatestChange):
        contact.move(ESPOO, JUNE)

    assert VANTAA == contact.partner_id


@pytest.mark.parametrize(("partner", "since"), [(ESPOO, MARCH), (VANTAA, MAY), (VANTAA, None)])
def test_where_somebody_works_is_corrected(partner: UUID, since: Day | None) -> None:
    contact = elli()

    contact.correct_position(partner, since)

    event = last(contact)
    assert isinstance(event, Contact.PositionCorrected)
    assert (partner, since) == (event.partner_id, event.since_on)
    assert (partner, since) == (contact.partner_id, contact.since_on)


def test_a_correction_that_changes_nothing_says_nothing() -> None:
    contact = elli()

    contact.correct_position(VANTAA, MARCH)

    assert 1 == len(contact.pending_events)


def test_a_second_position_begins_on_a_day_after_the_first() -> None:
    contact = elli()
    contact.move(ESPOO, JUNE)

    with pytest.raises(Missing) as refused:
        contact.correct_position(ESPOO, None)
    assert "since_on" == refused.value.about
    with pytest.raises(EndsBeforeStart):
        contact.correct_position(ESPOO, Day("2025-02-01"))
    contact.correct_position(ESPOO, MAY)

    assert MAY == contact.since_on


def test_who_left_has_no_position_to_leave_or_correct() -> None:
    contact = elli()

    contact.leave(MAY)

    event = last(contact)
    assert isinstance(event, Contact.Left)
    assert MAY == event.left_on == contact.left_on
    with pytest.raises(NoPosition):
        contact.leave(JUNE)
    with pytest.raises(NoPosition):
        contact.correct_position(ESPOO, MARCH)


def test_nobody_leaves_before_they_came() -> None:
    contact = elli(MAY)

    with pytest.raises(EndsBeforeStart):
        contact.leave(MARCH)

    assert contact.left_on is None


def test_a_consent_says_ground_purpose_and_text() -> None:
    contact = elli()

    contact.record_consent(Basis.CONSENT, Purpose.NEWSLETTER, " 2025-1 ", MARCH)

    event = last(contact)
    assert isinstance(event, Contact.ConsentRecorded)
    assert (Basis.CONSENT, Purpose.NEWSLETTER) == (event.basis, event.purpose)
    assert ("2025-1", MARCH) == (event.text_version, event.given_on)
    assert {Purpose.NEWSLETTER: (Basis.CONSENT, "2025-1")} == contact.consents


def test_the_same_consent_again_says_nothing_and_another_text_or_ground_does() -> None:
    contact = elli()
    contact.record_consent(Basis.CONSENT, Purpose.NEWSLETTER, "2025-1", MARCH)

    contact.record_consent(Basis.CONSENT, Purpose.NEWSLETTER, "2025-1", MAY)
    assert 2 == len(contact.pending_events)
    contact.record_consent(Basis.CONSENT, Purpose.NEWSLETTER, "2025-2", MAY)
    contact.record_consent(Basis.CONTRACT, Purpose.NEWSLETTER, "2025-2", MAY)

    assert 4 == len(contact.pending_events)


def test_a_consent_needs_the_text_that_was_shown() -> None:
    contact = elli()

    with pytest.raises(Missing) as refused:
        contact.record_consent(Basis.CONSENT, Purpose.NEWSLETTER, " ", MARCH)

    assert "text_version" == refused.value.about


def test_a_consent_is_withdrawn_for_its_purpose_only() -> None:
    contact = elli()
    contact.record_consent(Basis.CONSENT, Purpose.NEWSLETTER, "2025-1", MARCH)
    contact.record_consent(Basis.CONSENT, Purpose.RESEARCH, "2025-1", MARCH)

    contact.withdraw_consent(Purpose.NEWSLETTER, MAY)

    event = last(contact)
    assert isinstance(event, Contact.ConsentWithdrawn)
    assert (Purpose.NEWSLETTER, MAY) == (event.purpose, event.withdrawn_on)
    assert {Purpose.RESEARCH} == set(contact.consents)
    with pytest.raises(NoSuchConsent):
        contact.withdraw_consent(Purpose.NEWSLETTER, JUNE)


def test_a_contact_takes_part_in_an_engagement_once() -> None:
    contact = elli()

    contact.take_part(SEMINAR)
    contact.take_part(SEMINAR)
    contact.take_part(MEETING)

    events = contact.pending_events[1:]
    assert [SEMINAR, MEETING] == [event.engagement_id for event in events]  # type: ignore[attr-defined]
    assert all(isinstance(event, Contact.TookPart) for event in events)


def test_what_was_written_in_error_is_taken_back() -> None:
    contact = elli()
    contact.take_part(SEMINAR)
    contact.take_part(MEETING)

    contact.take_back_part(SEMINAR)
    contact.take_back_part(SEMINAR)

    event = last(contact)
    assert isinstance(event, Contact.NeverTookPart)
    assert SEMINAR == event.engagement_id
    assert ({MEETING}, 4) == (contact.engagement_ids, len(contact.pending_events))


def test_somebody_is_erased_once() -> None:
    contact = elli()

    contact.erase()
    contact.erase()

    assert contact.erased
    assert [Contact.Created, Contact.Erased] == [type(event) for event in contact.pending_events]


ACTS: dict[str, Callable[[Contact], None]] = {
    "change": lambda one: one.change_details(ELLI, Details("Other")),
    "move": lambda one: one.move(ESPOO, JULY),
    "correct": lambda one: one.correct_position(ESPOO, JULY),
    "leave": lambda one: one.leave(JULY),
    "consent": lambda one: one.record_consent(Basis.CONSENT, Purpose.RESEARCH, "1", JULY),
    "object": lambda one: one.withdraw_consent(Purpose.RESEARCH, JULY),
    "take part": lambda one: one.take_part(SEMINAR),
    "take back": lambda one: one.take_back_part(SEMINAR),
}


@pytest.mark.parametrize("act", ACTS.values(), ids=ACTS)
def test_nothing_more_is_said_of_who_was_erased(act: Callable[[Contact], None]) -> None:
    contact = elli()
    contact.erase()

    with pytest.raises(PersonIsErased):
        act(contact)

    assert 2 == len(contact.pending_events)
