"""Secrets of second factors: of no use to whoever has the database alone."""

import math
import os
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event, Thread
from uuid import UUID, uuid4

import pyotp
import pytest
from psycopg.conninfo import make_conninfo

from crm.application import CRM
from crm.opening import opened_at
from crm.signing_in import second_factor
from crm.signing_in.keys import FILE, KEY_BYTES, NEXT, BadKey, Keys
from crm.signing_in.renewing import KeyIsGiven, Renewed, renew, seal_all
from crm.signing_in.sealing import SealBroken, seal, unseal
from domain.account import Role
from features.signed_in import let_in

KEPT = "SELECT totp_secret FROM holder WHERE account_id = %s"


@pytest.fixture
def aino(crm: CRM) -> UUID:
    """Give Aino's account."""
    return let_in(crm, Role.COORDINATOR, "aino@example.org", name="Aino Laine")


@pytest.fixture
def keys(crm: CRM, tmp_path: Path) -> Keys:
    """Give the keys of an installation, which its database is opened with."""
    found = Keys(tmp_path)
    crm.database.keys = found
    return found


def _set_up(crm: CRM, account_id: UUID) -> tuple[str, list[str]]:
    secret = second_factor.new_secret()
    code = pyotp.TOTP(secret).now()
    return secret, second_factor.set_up(crm.database, account_id, secret, code, first=False)


def test_the_database_holds_no_secret_that_an_app_could_use(crm: CRM, aino: UUID) -> None:
    secret, _ = _set_up(crm, aino)

    kept = crm.database.value(KEPT, [aino])

    assert secret not in kept
    assert unseal(crm.database.keys(), aino, kept) == secret


def test_who_has_a_second_factor_is_given_no_first_one(crm: CRM, aino: UUID) -> None:
    secret, _ = _set_up(crm, aino)
    another = second_factor.new_secret()

    with pytest.raises(second_factor.WrongCode):
        second_factor.set_up(crm.database, aino, another, pyotp.TOTP(another).now(), first=True)

    assert unseal(crm.database.keys(), aino, crm.database.value(KEPT, [aino])) == secret


def test_a_code_of_a_sealed_secret_is_good(crm: CRM, aino: UUID) -> None:
    secret, _ = _set_up(crm, aino)
    crm.database.value("UPDATE holder SET totp_step = 0 RETURNING 1")

    second_factor.use(crm.database, aino, pyotp.TOTP(secret).now())

    with pytest.raises(second_factor.WrongCode):
        second_factor.use(crm.database, aino, pyotp.TOTP(secret).now())


def test_what_was_kept_plain_is_sealed(crm: CRM, aino: UUID, keys: Keys) -> None:
    other, plain = let_in(crm, Role.COORDINATOR, "eero@example.org"), "A" * 32
    sealed, _ = _set_up(crm, other)
    crm.database.value(
        "UPDATE holder SET totp_secret = %s WHERE account_id = %s RETURNING 1", [plain, aino]
    )

    seal_all(crm.database, keys)

    for account_id, secret in ((aino, plain), (other, sealed)):
        kept = crm.database.value(KEPT, [account_id])
        assert unseal(keys(), account_id, kept) == secret
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
    other = [os.urandom(KEY_BYTES)]
    crm.database.keys = lambda: other

    with pytest.raises(second_factor.SecretIsLost):
        second_factor.use(crm.database, aino, pyotp.TOTP(secret).now())

    second_factor.use(crm.database, aino, paper[0])
    _set_up(crm, aino)


def test_a_seal_is_of_one_account_and_one_key() -> None:
    key, another, aino = os.urandom(KEY_BYTES), os.urandom(KEY_BYTES), uuid4()
    kept = seal(key, aino, "secret")

    assert unseal([another, key], aino, kept) == "secret"
    for other in (([key], uuid4(), kept), ([another], aino, kept), ([key], aino, "A" * 32)):
        with pytest.raises(SealBroken):
            unseal(*other)


def test_the_key_is_made_once_and_for_nobody_else(tmp_path: Path) -> None:
    keys = Keys(tmp_path / "data")

    with ThreadPoolExecutor(8) as several:
        found = list(several.map(lambda _: keys(), range(8)))

    assert 1 == len({key for [key] in found})
    assert stat.S_IMODE((tmp_path / "data" / FILE).stat().st_mode) == 0o600
    assert [FILE] == [one.name for one in (tmp_path / "data").iterdir()]


def test_a_file_that_holds_no_key_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text("no key")

    with pytest.raises(BadKey):
        Keys(tmp_path)()

    assert (tmp_path / FILE).read_text() == "no key"


class Stopped(Exception):
    """Somebody pulled the plug."""


class Cut(Keys):
    """Keys whose renewal ends before the new one takes the place of the old."""

    def take_next(self) -> None:
        """Stop."""
        raise Stopped


def test_a_new_key_takes_the_place_of_the_old_and_opens_all(
    crm: CRM, aino: UUID, keys: Keys
) -> None:
    eero = let_in(crm, Role.COORDINATOR, "eero@example.org")
    secrets = {who: _set_up(crm, who)[0] for who in (aino, eero)}
    [old] = keys()

    assert Renewed(sealed=2, lost=0) == renew(crm.database, keys)

    [new] = keys()
    assert old != new
    assert [FILE] == [one.name for one in keys.folder.iterdir()]
    assert stat.S_IMODE(keys.own.stat().st_mode) == 0o600
    for who, secret in secrets.items():
        kept = crm.database.value(KEPT, [who])
        assert unseal([new], who, kept) == secret
        with pytest.raises(SealBroken):
            unseal([old], who, kept)


def test_a_process_beside_a_renewal_goes_on(crm: CRM, aino: UUID, keys: Keys, server: str) -> None:
    url = make_conninfo(server, dbname=crm.database.value("SELECT current_database()"))
    secret, _ = _set_up(crm, aino)
    eero = let_in(crm, Role.COORDINATOR, "eero@example.org")
    with opened_at(url, keys=Keys(keys.folder)) as other:
        renew(other.database, keys)

        crm.database.value("UPDATE holder SET totp_step = 0 RETURNING 1")
        second_factor.use(crm.database, aino, pyotp.TOTP(secret).now())
        set_up_since, _ = _set_up(crm, eero)

        assert unseal(keys(), eero, other.database.value(KEPT, [eero])) == set_up_since


def test_a_secret_that_is_sealed_anew_while_it_is_read_is_read_again(
    crm: CRM, aino: UUID, keys: Keys
) -> None:
    secret, _ = _set_up(crm, aino)
    crm.database.value("UPDATE holder SET totp_step = 0 RETURNING 1")
    read = iter([[os.urandom(KEY_BYTES)], keys()])
    crm.database.keys = lambda: next(read)

    second_factor.use(crm.database, aino, pyotp.TOTP(secret).now())

    assert [] == list(read)


def test_a_renewal_that_was_cut_off_loses_nothing_and_is_ended_by_the_next_start(
    crm: CRM, aino: UUID, keys: Keys, server: str
) -> None:
    eero = let_in(crm, Role.COORDINATOR, "eero@example.org")
    secret, [old] = _set_up(crm, aino)[0], keys()
    with pytest.raises(Stopped):
        renew(crm.database, Cut(keys.folder))
    assert [old] == keys()[:1]

    crm.database.value("UPDATE holder SET totp_step = 0 RETURNING 1")
    second_factor.use(crm.database, aino, pyotp.TOTP(secret).now())
    set_up_since, _ = _set_up(crm, eero)
    with opened_at(
        make_conninfo(server, dbname=crm.database.value("SELECT current_database()")), keys=keys
    ):
        [new] = keys()

    assert old != new
    for who, what in ((aino, secret), (eero, set_up_since)):
        assert unseal([new], who, crm.database.value(KEPT, [who])) == what


def test_a_renewal_that_was_cut_off_before_it_sealed_anything_is_taken_up(
    crm: CRM, aino: UUID, keys: Keys
) -> None:
    secret, _ = _set_up(crm, aino)
    keys.begin_next()
    begun = keys.newest()

    renew(crm.database, keys)

    assert [begun] == keys()
    assert unseal([begun], aino, crm.database.value(KEPT, [aino])) == secret


def test_a_secret_that_no_key_opens_is_left_as_it_is(crm: CRM, aino: UUID, keys: Keys) -> None:
    eero = let_in(crm, Role.COORDINATOR, "eero@example.org")
    _set_up(crm, aino)
    keys.own.write_bytes(os.urandom(KEY_BYTES))
    secret, _ = _set_up(crm, eero)
    lost = crm.database.value(KEPT, [aino])

    assert Renewed(sealed=1, lost=1) == renew(crm.database, keys)

    assert lost == crm.database.value(KEPT, [aino])
    assert unseal(keys(), eero, crm.database.value(KEPT, [eero])) == secret


def test_a_key_that_is_given_takes_over_at_the_start_and_is_renewed_elsewhere(
    crm: CRM, aino: UUID, keys: Keys, tmp_path: Path
) -> None:
    secret, _ = _set_up(crm, aino)
    (tmp_path / "credential").write_bytes(os.urandom(KEY_BYTES))
    given = Keys(keys.folder, tmp_path / "credential")

    seal_all(crm.database, given)

    assert unseal(given()[:1], aino, crm.database.value(KEPT, [aino])) == secret
    assert (tmp_path / "credential").read_bytes() == given()[0] != keys()[0]
    with pytest.raises(KeyIsGiven):
        renew(crm.database, given)
    assert not (keys.folder / NEXT).exists()


def test_keys_are_there_while_another_process_renews_them(tmp_path: Path) -> None:
    keys, done, lost = Keys(tmp_path), Event(), list[Exception]()
    keys()

    def read() -> None:
        while not done.is_set():
            try:
                assert keys()
            except (OSError, AssertionError) as error:
                lost.append(error)

    reading = Thread(target=read)
    reading.start()
    for _ in range(300):
        keys.begin_next()
        keys.take_next()
    done.set()
    reading.join()

    assert not lost
