from collections.abc import Callable
from uuid import UUID

import pytest

from domain.day import BeforeLatestChange, Day, EndsBeforeStart
from domain.network import Membership, Network, NetworkIsDissolved, NotAMember
from domain.refusal import IsWithdrawn, Missing, Unprintable

APRIL, MAY, JUNE = map(Day, ("2026-04", "2026-05-04", "2026-06-01"))
VANTAA, ESPOO = UUID(int=1), UUID(int=2)


def founded() -> Network:
    """Found one in May that Vantaa has been a member of since."""
    network = Network.found("Isätyön verkosto", "To share what works.", MAY)
    network.join(VANTAA, "member", MAY)
    return network


def test_a_network_is_founded_for_a_purpose_on_a_day() -> None:
    network = Network.found(" Isätyön  verkosto", " To share\nwhat works. ", MAY)

    [event] = network.pending_events
    assert isinstance(event, Network.Created)
    assert ("Isätyön verkosto", "To share\nwhat works.") == (event.name, event.purpose)
    assert (event.name, event.purpose) == (network.name, network.purpose)
    assert MAY == event.founded_on == network.since_on
    assert ({}, None) == (network.members, network.dissolved_on)
    assert not network.withdrawn


def test_a_network_may_be_founded_on_an_unknown_day_for_a_purpose_yet_to_be_found() -> None:
    network = Network.found("Isätyön verkosto")

    assert ("", None) == (network.purpose, network.since_on)


def test_a_network_needs_a_name() -> None:
    with pytest.raises(Missing) as refused:
        Network.found(" ")

    assert "name" == refused.value.about


def test_a_purpose_is_free_text_that_can_be_shown() -> None:
    with pytest.raises(Unprintable) as refused:
        Network.found("Isätyön verkosto", "\0")

    assert "purpose" == refused.value.about


def test_a_network_takes_another_name() -> None:
    network = founded()

    network.rename(" Isien  verkosto", JUNE)

    event = network.pending_events[-1]
    assert isinstance(event, Network.Renamed)
    assert ("Isien verkosto", JUNE) == (event.name, event.renamed_on)
    assert "Isien verkosto" == network.name


def test_a_network_does_not_lose_its_name() -> None:
    with pytest.raises(Missing) as refused:
        founded().rename(" ", JUNE)

    assert "name" == refused.value.about


def test_the_purpose_of_a_network_is_agreed_anew() -> None:
    network = founded()

    network.set_purpose(" To learn.\r\nTogether. ")

    event = network.pending_events[-1]
    assert isinstance(event, Network.PurposeSet)
    assert "To learn.\nTogether." == event.purpose == network.purpose


def test_a_purpose_that_cannot_be_shown_is_not_agreed() -> None:
    with pytest.raises(Unprintable) as refused:
        founded().set_purpose("\0")

    assert "purpose" == refused.value.about


@pytest.mark.parametrize("joined_on", [JUNE, None])
def test_a_member_joins_in_a_role_on_a_day_that_may_be_unknown(joined_on: Day | None) -> None:
    network = founded()

    network.join(ESPOO, "host", joined_on)

    event = network.pending_events[-1]
    assert isinstance(event, Network.MemberJoined)
    assert (ESPOO, "host", joined_on) == (event.party_id, event.role, event.joined_on)
    assert {
        VANTAA: Membership("member", MAY),
        ESPOO: Membership("host", joined_on),
    } == network.members


def test_a_member_leaves_on_a_day_and_the_others_stay() -> None:
    network = founded()
    network.join(ESPOO, "host")

    network.leave(VANTAA, JUNE)

    event = network.pending_events[-1]
    assert isinstance(event, Network.MemberLeft)
    assert (VANTAA, JUNE) == (event.party_id, event.left_on)
    assert {ESPOO: Membership("host", None)} == network.members


def test_only_a_member_leaves() -> None:
    with pytest.raises(NotAMember):
        founded().leave(ESPOO, JUNE)


def test_nobody_leaves_before_joining() -> None:
    with pytest.raises(EndsBeforeStart) as refused:
        founded().leave(VANTAA, APRIL)

    assert (MAY, APRIL) == (refused.value.from_on, refused.value.until_on)


def test_who_has_left_may_join_again() -> None:
    network = founded()
    network.leave(VANTAA, JUNE)

    network.join(VANTAA, "member", JUNE)

    assert {VANTAA: Membership("member", JUNE)} == network.members


@pytest.mark.parametrize("dissolved_on", [MAY, JUNE])
def test_a_network_dissolves_on_the_day_of_its_founding_or_later(dissolved_on: Day) -> None:
    network = founded()

    network.dissolve(dissolved_on)

    event = network.pending_events[-1]
    assert isinstance(event, Network.Dissolved)
    assert dissolved_on == event.dissolved_on == network.dissolved_on


def test_a_network_cannot_dissolve_before_its_founding() -> None:
    with pytest.raises(EndsBeforeStart) as refused:
        founded().dissolve(APRIL)

    assert (MAY, APRIL) == (refused.value.from_on, refused.value.until_on)


def test_a_network_cannot_dissolve_before_a_member_joined() -> None:
    network = founded()
    network.join(ESPOO, "host", JUNE)
    network.join(UUID(int=3), "host")

    with pytest.raises(BeforeLatestChange) as refused:
        network.dissolve(MAY)

    assert JUNE == refused.value.latest_on
    assert network.dissolved_on is None


def test_a_network_dissolves_once() -> None:
    network = founded()
    network.dissolve(MAY)

    network.dissolve(JUNE)

    assert (3, MAY) == (network.version, network.dissolved_on)


def test_a_dissolved_network_takes_no_new_members() -> None:
    network = founded()
    network.dissolve(JUNE)

    with pytest.raises(NetworkIsDissolved):
        network.join(ESPOO, "host", JUNE)


def test_members_of_a_dissolved_network_may_leave() -> None:
    network = founded()
    network.dissolve(JUNE)

    network.leave(VANTAA, JUNE)

    assert {} == network.members


def test_saying_again_what_is_so_records_nothing() -> None:
    network = founded()

    network.rename(" Isätyön verkosto ", JUNE)
    network.set_purpose(" To share what works. ")
    network.join(VANTAA, "host", JUNE)

    assert founded().version == network.version


def test_what_was_recorded_in_error_is_withdrawn_for_a_reason() -> None:
    network, other = founded(), founded()

    network.withdraw(" Entered  twice. ")

    event = network.pending_events[-1]
    assert isinstance(event, Network.Withdrawn)
    assert "Entered twice." == event.reason
    assert [True, False] == [network.withdrawn, other.withdrawn]


def test_withdrawing_needs_a_reason() -> None:
    with pytest.raises(Missing) as refused:
        founded().withdraw(" ")

    assert "reason" == refused.value.about


COMMANDS: dict[str, Callable[[Network], None]] = {
    "rename": lambda network: network.rename("Isien verkosto", JUNE),
    "set purpose": lambda network: network.set_purpose("To learn."),
    "join": lambda network: network.join(ESPOO, "host"),
    "leave": lambda network: network.leave(VANTAA, JUNE),
    "dissolve": lambda network: network.dissolve(JUNE),
    "withdraw": lambda network: network.withdraw("Entered twice."),
}


@pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS)
def test_what_was_withdrawn_takes_no_more_commands(command: Callable[[Network], None]) -> None:
    network = founded()
    network.withdraw("Entered twice.")

    with pytest.raises(IsWithdrawn):
        command(network)
