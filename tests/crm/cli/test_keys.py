"""The key of secrets is renewed by a command."""

from pathlib import Path

import pyotp
import pytest

from crm.application import CRM
from crm.opening import opened
from crm.settings import Settings
from crm.signing_in import second_factor
from crm.signing_in.keys import KEY_BYTES, Keys
from domain.account import Role
from features.signed_in import let_in
from tests.crm.cli.conftest import Command

KEPT = "SELECT totp_secret FROM holder WHERE totp_secret IS NOT NULL ORDER BY login"


@pytest.fixture
def keys(here: CRM, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Keys:
    """Give the keys of an installation in which two people have an app for codes."""
    monkeypatch.setenv("CRM_DATA", str(tmp_path))
    with opened(Settings.from_environment()) as crm:
        for login in ("aino@example.org", "eero@example.org"):
            account_id, secret = let_in(crm, Role.COORDINATOR, login), second_factor.new_secret()
            code = pyotp.TOTP(secret).now()
            second_factor.set_up(crm.database, account_id, secret, code, first=True)
    assert len(here.database.values(KEPT)) == 2
    return Keys(tmp_path)


def test_a_key_is_renewed_and_it_is_said_what_came_of_it(
    here: CRM, keys: Keys, command: Command
) -> None:
    old, before = keys(), here.database.values(KEPT)

    answer = command("key", "renew")

    assert 0 == answer.code
    assert f"A new key lies in {keys.own}; secrets sealed under it: 2" in answer.out
    assert "Keep a copy" in answer.err
    assert "no key opens" not in answer.err
    assert old != keys()
    assert not {*before} & {*here.database.values(KEPT)}


def test_what_no_key_opens_is_told(here: CRM, keys: Keys, command: Command) -> None:
    first, _ = here.database.values(KEPT)
    lost = f"{first[:-8]}AAAAAAA="
    here.database.value("UPDATE holder SET totp_secret = %s WHERE login LIKE 'aino%%' RETURNING 1",
                        [lost])  # fmt: skip

    answer = command("key", "renew")

    assert "secrets sealed under it: 1" in answer.out
    assert "whose owners set their app up anew: 1" in answer.err
    assert lost in here.database.values(KEPT)
    assert len(keys()) == 1


def test_a_key_that_is_given_is_renewed_by_giving_another(
    here: CRM, keys: Keys, command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = tmp_path / "credential"
    given.write_bytes(b"k" * KEY_BYTES)
    monkeypatch.setenv("CRM_SECRET_KEY_FILE", str(given))
    before = here.database.values(KEPT)

    answer = command("key", "renew")

    assert (2, "") == (answer.code, answer.out)
    assert f"The key comes from {given}" in answer.err
    # The start before it sealed all under what is given.
    assert not {*before} & {*here.database.values(KEPT)}
    assert keys.own.exists()


def test_a_key_that_is_given_but_is_not_there_stops_the_start(
    keys: Keys, command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CRM_SECRET_KEY_FILE", str(keys.folder / "nowhere"))

    answer = command("user", "list")

    assert 2 == answer.code
    assert "nowhere" in answer.err
