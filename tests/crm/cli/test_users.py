"""Who may sign in is said by commands too."""

from pathlib import Path
from uuid import UUID

import pytest

from crm.application import CRM
from crm.signing_in import invitations
from crm.signing_in.holders import holder
from domain.account import Role
from features.signed_in import let_in
from tests.crm.cli.conftest import Command

LOGIN, PASSWORD = "aino.laine@example.org", "hirvi polkee lumessa 7 kertaa"
A_PASSKEY = """
    INSERT INTO passkey (id, account_id, public_key, sign_count) VALUES ('a', %s, 'b', 0)
    RETURNING true
"""


@pytest.fixture
def aino(here: CRM, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> UUID:
    """Give an account with a password and a passkey."""
    monkeypatch.setenv("CRM_DATA", str(tmp_path))
    account_id = let_in(here, Role.COORDINATOR, LOGIN, name="Aino Laine")
    invitations.accept(here.database, invitations.invite(here.database, account_id), PASSWORD)
    here.database.value(A_PASSKEY, [account_id])
    return account_id


def _use(crm: CRM, link: str) -> None:
    invitations.accept(crm.database, link.strip().rpartition("/")[2], f"{PASSWORD}!")


def test_a_new_link_is_for_the_password_alone(here: CRM, aino: UUID, command: Command) -> None:
    before = here.position()

    answer = command("user", "invite", LOGIN)

    assert 0 == answer.code
    _use(here, answer.out)
    found = holder(here.database, aino)
    assert found
    assert 1 == found.passkeys
    assert before == here.position()


def test_whoever_begins_anew_leaves_all_and_the_log_tells(
    here: CRM, aino: UUID, command: Command
) -> None:
    before = here.position()

    answer = command("user", "invite", LOGIN, "--anew")

    assert 0 == answer.code
    _use(here, answer.out)
    found = holder(here.database, aino)
    assert found
    assert 0 == found.passkeys
    assert here.position() == before + 1
    topic = here.database.value("SELECT topic FROM crm_events ORDER BY notification_id DESC")
    assert "crm.account.new_beginning_allowed.v1" == topic


def test_who_has_no_password_is_told_to_begin_anew(here: CRM, aino: UUID, command: Command) -> None:
    here.database.value(
        "UPDATE holder SET password = NULL WHERE account_id = %s RETURNING 1", [aino]
    )

    answer = command("user", "invite", LOGIN)

    assert (2, "") == (answer.code, answer.out)
    assert "signs in without a password" in answer.err
    assert 0 == command("user", "invite", LOGIN, "--anew").code
