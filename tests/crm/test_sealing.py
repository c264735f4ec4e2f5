"""Secrets of second factors: of no use to whoever has the database alone."""

import math
import os
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from uuid import UUID, uuid4

import pyotp
import pytest

from crm.application import CRM
from crm.signing_in import second_factor
from crm.signing_in.sealing import (
    FILE,
    KEY_BYTES,
    BadKey,
    SealBroken,
    key_in,
    seal,
    seal_plain,
    unseal,
)
from domain.account import Role
from features.signed_in import let_in

KEPT = "SELECT totp_secret FROM holder WHERE account_id = %s"


@pytest.fixture
def aino(crm: CRM) -> UUID:
    """Give Aino's account."""
    return let_in(crm, Role.COORDINATOR, "aino@example.org", name="Aino Laine")


def _set_up(crm: CRM, account_id: UUID) -> tuple[str, list[str]]:
    secret = second_factor.new_secret()
    code = pyotp.TOTP(secret).now()
    return secret, second_factor.set_up(crm.database, account_id, secret, code, first=False)


def test_the_database_holds_no_secret_that_an_app_could_use(crm: CRM, aino: UUID) -> None:
    secret, _ = _set_up(crm, aino)

    kept = crm.database.value(KEPT, [aino])

    assert secret not in kept
    assert unseal(crm.database.key, aino, kept) == secret


def test_a_code_of_a_sealed_secret_is_good(crm: CRM, aino: UUID) -> None:
    secret, _ = _set_up(crm, aino)
    crm.database.value("UPDATE holder SET totp_step = 0 RETURNING 1")

    second_factor.use(crm.database, aino, pyotp.TOTP(secret).now())

    with pytest.raises(second_factor.WrongCode):
        second_factor.use(crm.database, aino, pyotp.TOTP(secret).now())


def test_what_was_kept_plain_is_sealed(crm: CRM, aino: UUID) -> None:
    other, plain = let_in(crm, Role.COORDINATOR, "eero@example.org"), "A" * 32
    sealed, _ = _set_up(crm, other)
    crm.database.value(
        "UPDATE holder SET totp_secret = %s WHERE account_id = %s RETURNING 1", [plain, aino]
    )

    seal_plain(crm.database)

    for account_id, secret in ((aino, plain), (other, sealed)):
        kept = crm.database.value(KEPT, [account_id])
        assert unseal(crm.database.key, account_id, kept) == secret
    second_factor.use(crm.database, aino, pyotp.TOTP(plain).now())


def test_codes_on_paper_are_too_long_to_be_guessed_from_their_hashes(crm: CRM, aino: UUID) -> None:
    _, paper = _set_up(crm, aino)

    letters = {len("".join(code.split())) for code in paper}

    assert (len(set(paper)), len(letters)) == (10, 1)
    assert letters.pop() * math.log2(len(set(second_factor.LETTERS))) >= 112


def test_codes_on_paper_are_read_in_whichever_groups_they_are_typed(crm: CRM, aino: UUID) -> None:
    _, paper = _set_up(crm, aino)

    second_factor.use(crm.database, aino, paper[0].replace(" ", "").upper())
    second_factor.use(crm.database, aino, paper[1].replace(" ", "-"))

    assert second_factor.codes_left(crm.database, aino) == 8


def test_without_the_key_codes_on_paper_go_on(crm: CRM, aino: UUID) -> None:
    secret, paper = _set_up(crm, aino)
    crm.database.key = os.urandom(KEY_BYTES)

    with pytest.raises(second_factor.SecretIsLost):
        second_factor.use(crm.database, aino, pyotp.TOTP(secret).now())

    second_factor.use(crm.database, aino, paper[0])
    _set_up(crm, aino)


def test_a_seal_is_of_one_account_and_one_key() -> None:
    key, aino = os.urandom(KEY_BYTES), uuid4()
    kept = seal(key, aino, "secret")

    assert unseal(key, aino, kept) == "secret"
    for other in ((key, uuid4(), kept), (os.urandom(KEY_BYTES), aino, kept), (key, aino, "A" * 32)):
        with pytest.raises(SealBroken):
            unseal(*other)


def test_the_key_is_made_once_and_for_nobody_else(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as several:
        found = set(several.map(lambda _: key_in(tmp_path / "data"), range(8)))

    assert len(found) == 1
    assert stat.S_IMODE((tmp_path / "data" / FILE).stat().st_mode) == 0o600
    assert [FILE] == [one.name for one in (tmp_path / "data").iterdir()]


def test_a_file_that_holds_no_key_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text("no key")

    with pytest.raises(BadKey):
        key_in(tmp_path)

    assert (tmp_path / FILE).read_text() == "no key"
