from collections.abc import Callable
from uuid import UUID

import pytest

from domain.day import Day
from domain.partner import Description, OwnDescendant, Partner, PartnerHasEnded, Stage
from domain.refusal import Missing, TooLong

APRIL, MAY, JUNE = map(Day, ("2026-04", "2026-05-04", "2026-06-01"))
CITY = Description(
    "municipality", ("education", "youth"), "Vantaa", "FI", ("fi", "sv"), "vantaa.fi"
)
COUNTY = Description("county")
PARENT, CHILD, AINO, EINO = (UUID(int=number) for number in range(1, 5))


def vantaa() -> Partner:
    return Partner.register(
        "City of Vantaa", CITY, identified_by={"eu-pic": "9"}, stage=Stage.ACTIVE, since_on=MAY
    )


def test_a_partner_is_registered_with_what_is_known_of_it() -> None:
    partner = vantaa()

    [event] = partner.pending_events
    assert isinstance(event, Partner.Created)
    assert ("City of Vantaa", CITY) == (event.name, event.description)
    assert (Stage.ACTIVE, MAY) == (event.stage, event.since_on)
    assert {"eu-pic": "9"} == event.identifiers == partner.identifiers
    assert ("City of Vantaa", CITY) == (partner.name, partner.description)
    assert (Stage.ACTIVE, False) == (partner.stage, partner.withdrawn)
    assert (None, None) == (partner.parent_id, partner.steward_id)


def test_a_partner_of_which_little_is_known_is_a_prospect() -> None:
    partner = Partner.register(" Espoo  parish ", COUNTY)

    [event] = partner.pending_events
    assert isinstance(event, Partner.Created)
    assert ("Espoo parish", Stage.PROSPECT, {}) == (event.name, event.stage, event.identifiers)
    assert event.since_on is None


@pytest.mark.parametrize(
    ("name", "description", "about"),
    [(" ", CITY, "name"), ("Espoo", Description(" "), "kind")],
)
def test_a_partner_needs_a_name_and_a_kind(name: str, description: Description, about: str) -> None:
    with pytest.raises(Missing) as refused:
        Partner.register(name, description)

    assert about == refused.value.about


def test_a_description_is_trimmed_its_sectors_in_order_and_said_once() -> None:
    typed = Description(" city ", ("b", "a", "b"), " Vantaa ", " FI ", ("sv", "fi"), " vantaa.fi ")

    checked = typed.checked()

    assert Description("city", ("a", "b"), "Vantaa", "FI", ("sv", "fi"), "vantaa.fi") == checked


def test_a_description_may_leave_everything_but_the_kind_open() -> None:
    assert COUNTY == Description("county", (), " ", " ", (), " ").checked()


@pytest.mark.parametrize(
    ("description", "about", "limit"),
    [
        (Description("x" * 501), "kind", 500),
        (Description("city", municipality="x" * 501), "municipality", 500),
        (Description("city", country="FIN"), "country", 2),
        (Description("city", web="x" * 501), "web", 500),
    ],
)
def test_a_description_is_refused_where_it_is_too_long(
    description: Description, about: str, limit: int
) -> None:
    with pytest.raises(TooLong) as refused:
        description.checked()

    assert (about, limit) == (refused.value.about, refused.value.limit)


def test_a_partner_takes_another_name() -> None:
    partner = vantaa()

    partner.rename(" Vantaa  city ", JUNE)

    event = partner.pending_events[-1]
    assert isinstance(event, Partner.Renamed)
    assert ("Vantaa city", JUNE) == (event.name, event.renamed_on)
    assert "Vantaa city" == partner.name


def test_a_name_that_was_written_wrong_is_corrected_since_the_day_it_was_said_for() -> None:
    partner = vantaa()
    partner.rename("Vantaa city", JUNE)

    partner.correct_name(" Vantaan  kaupunki ", " Misread. ")

    event = partner.pending_events[-1]
    assert isinstance(event, Partner.NameCorrected)
    assert ("Vantaan kaupunki", JUNE) == (event.name, event.from_on)
    assert (2, "Misread.") == (event.corrects, event.reason)
    assert "Vantaan kaupunki" == partner.name


@pytest.mark.parametrize(
    "command",
    [lambda partner: partner.rename(" ", JUNE), lambda partner: partner.correct_name(" ", "No.")],
    ids=["rename", "correct"],
)
def test_a_partner_does_not_lose_its_name(command: Callable[[Partner], None]) -> None:
    with pytest.raises(Missing) as refused:
        command(vantaa())

    assert "name" == refused.value.about


def test_a_partner_is_like_this_from_a_day_on() -> None:
    partner = vantaa()

    partner.describe(Description(" county "), JUNE)

    event = partner.pending_events[-1]
    assert isinstance(event, Partner.Described)
    assert (COUNTY, JUNE) == (event.description, event.described_on)
    assert COUNTY == partner.description


def test_a_description_that_never_held_is_corrected() -> None:
    partner = vantaa()

    partner.correct_description(Description(" county "), " Misread. ")

    event = partner.pending_events[-1]
    assert isinstance(event, Partner.DescriptionCorrected)
    assert (COUNTY, MAY) == (event.description, event.from_on)
    assert (1, "Misread.") == (event.corrects, event.reason)
    assert COUNTY == partner.description


@pytest.mark.parametrize("parent_id", [PARENT, None])
def test_a_partner_becomes_part_of_another_or_of_none(parent_id: UUID | None) -> None:
    partner = vantaa()
    partner.place_under(EINO, MAY, below={CHILD})

    partner.place_under(parent_id, JUNE, below={CHILD})

    event = partner.pending_events[-1]
    assert isinstance(event, Partner.PlacedUnder)
    assert (parent_id, JUNE) == (event.parent_id, event.placed_on)
    assert parent_id == partner.parent_id


def test_a_partner_cannot_become_part_of_itself() -> None:
    partner = vantaa()

    with pytest.raises(OwnDescendant):
        partner.place_under(partner.id, JUNE, below={CHILD})


def test_a_partner_cannot_become_part_of_its_own_descendant() -> None:
    with pytest.raises(OwnDescendant):
        vantaa().place_under(CHILD, JUNE, below={CHILD})


def test_a_relationship_moves_to_another_stage_for_a_reason() -> None:
    partner = vantaa()

    partner.move_stage(Stage.DORMANT, JUNE, " No  answer. ")

    event = partner.pending_events[-1]
    assert isinstance(event, Partner.StageMoved)
    assert (Stage.DORMANT, JUNE) == (event.stage, event.moved_on)
    assert "No answer." == event.reason
    assert Stage.DORMANT is partner.stage


def test_an_identifier_becomes_known_beside_the_others() -> None:
    partner = vantaa()

    partner.give_identifier("fi-ytunnus", "01120389")

    registered, event = partner.pending_events
    assert isinstance(registered, Partner.Created)
    assert isinstance(event, Partner.IdentifierGiven)
    assert ("fi-ytunnus", "0112038-9") == (event.scheme, event.value)
    assert {"eu-pic": "9", "fi-ytunnus": "0112038-9"} == partner.identifiers
    assert {"eu-pic": "9"} == registered.identifiers


def test_an_identifier_takes_the_place_of_another_of_its_scheme() -> None:
    partner = vantaa()

    partner.give_identifier("eu-pic", "10")

    assert {"eu-pic": "10"} == partner.identifiers


def test_a_colleague_takes_over_looking_after_a_partner() -> None:
    partner = vantaa()

    partner.assign_steward(AINO, JUNE)

    event = partner.pending_events[-1]
    assert isinstance(event, Partner.StewardAssigned)
    assert (AINO, JUNE) == (event.colleague_id, event.assigned_on)
    assert AINO == partner.steward_id


def test_saying_again_what_is_so_records_nothing() -> None:
    partner = vantaa()

    partner.rename(" City of Vantaa ", APRIL)
    partner.correct_name(" City of Vantaa ", "Misread.")
    partner.describe(CITY, APRIL)
    partner.correct_description(CITY, "Misread.")
    partner.place_under(None, APRIL, below={CHILD})
    partner.move_stage(Stage.ACTIVE, APRIL, "So be it.")
    partner.give_identifier("eu-pic", " 9 ")

    assert vantaa().version == partner.version


def test_the_same_steward_is_not_assigned_again() -> None:
    partner = vantaa()
    partner.assign_steward(AINO, JUNE)

    partner.assign_steward(AINO, APRIL)

    assert 2 == partner.version


def test_what_was_registered_in_error_is_withdrawn_for_a_reason() -> None:
    partner, other = vantaa(), vantaa()

    partner.withdraw(" Entered  twice. ")

    event = partner.pending_events[-1]
    assert isinstance(event, Partner.Withdrawn)
    assert "Entered twice." == event.reason
    assert [True, False] == [partner.withdrawn, other.withdrawn]


WITH_REASON: dict[str, Callable[[Partner, str], None]] = {
    "correct name": lambda partner, reason: partner.correct_name("Vantaan kaupunki", reason),
    "correct description": lambda partner, reason: partner.correct_description(COUNTY, reason),
    "move stage": lambda partner, reason: partner.move_stage(Stage.ENDED, JUNE, reason),
    "withdraw": lambda partner, reason: partner.withdraw(reason),
}


@pytest.mark.parametrize("command", WITH_REASON.values(), ids=WITH_REASON)
def test_what_is_said_for_a_reason_needs_it(command: Callable[[Partner, str], None]) -> None:
    with pytest.raises(Missing) as refused:
        command(vantaa(), " ")

    assert "reason" == refused.value.about


def test_a_partner_that_has_ended_is_refused_by_its_name() -> None:
    refusal = PartnerHasEnded("City of Vantaa")

    assert ("City of Vantaa", ("City of Vantaa",)) == (refusal.name, refusal.args)
