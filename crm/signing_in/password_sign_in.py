"""Signing in by password: the same answer, as slow, whether the name or the password is wrong."""

from crm.access import Viewer
from crm.database import Database
from crm.signing_in import limits, passwords, second_factor, sessions
from crm.signing_in.holders import Holder, folded, holder, holder_named, keep_password
from crm.signing_in.secrets import digest
from crm.signing_in.sessions import Where
from crm.signing_in.telling_words import telling_words
from crm.signing_in.trying import Factor, known_as, trying
from domain.account import Role
from domain.refusal import Refusal


class WrongSignIn(Refusal):
    """No account has this sign-in name with this password."""

    field = "login"


class PasskeyNeeded(Refusal):
    """The role needs more than a password, and the account has a passkey to show."""

    field = "login"


class WrongPassword(Refusal):
    """The password isn't the viewer's."""

    field = "current"


@trying(Factor.PASSWORD)
def sign_in(
    database: Database,
    login: str,
    password: str,
    where: Where,
    instead_of: bytes | None = None,
    *,
    of_all: bool = False,
) -> str:
    """Begin a session for whoever has this name and password, and return its token.

    It awaits a code where there is a second factor, or that one be set up where the role needs it,
    or it is asked `of_all`. Raises WrongSignIn, PasskeyNeeded, TooManyTries.
    """
    # The key holds no name: the table of limits is looked at by those who keep the program.
    name = digest(folded(login)).hex()
    key = f"sign-in:{name}:{where.address}"
    limits.take(database, f"sign-in-from:{where.address}", limits.OF_ADDRESS)
    # Few tries from one machine, more in all: else anybody could keep somebody out by trying.
    limits.take(database, f"sign-in:{name}", limits.OF_ADDRESS)
    limits.take(database, key, limits.OF_ACCOUNT)
    found = holder_named(database, login)
    if found:
        known_as(found.account_id)
    if not passwords.fits(password, found.password if found else None) or not found or found.closed:
        raise WrongSignIn
    limits.forget(database, key)
    return enter(database, found, where, instead_of, of_all=of_all)


def enter(
    database: Database,
    found: Holder,
    where: Where,
    instead_of: bytes | None = None,
    *,
    step: bool = False,
    of_all: bool = False,
) -> str:
    """Begin a session for somebody who has shown one factor; return its token.

    Raises PasskeyNeeded where more than that is asked of them, or `of_all`, and there is a passkey.
    """
    awaits = _awaits(found, of_all=of_all)
    if awaits == "second_factor" and database.value(HAS_PASSKEY, [found.account_id]):
        raise PasskeyNeeded
    return sessions.begin(
        database,
        found.account_id,
        where,
        awaits=awaits,
        strong=awaits is None,
        instead_of=instead_of,
        step=step,
    )


@trying(Factor.PASSWORD)
def show_again(database: Database, viewer: Viewer, password: str, code: str, where: Where) -> str:
    """Go on with a new session for who shows once more who they are.

    Raises WrongPassword, WrongCode, TooManyTries.
    """
    known_as(viewer.account_id)
    limits.take(database, f"again:{viewer.account_id}", limits.OF_ACCOUNT)
    found = holder(database, viewer.account_id)
    if not found or not passwords.fits(password, found.password):
        raise WrongPassword
    if found.has_second_factor:
        known_as(found.account_id, Factor.CODE)
        second_factor.use(database, viewer.account_id, code)
    return sessions.begin(
        database,
        viewer.account_id,
        where,
        strong=True,
        two_factors=found.has_second_factor,
        instead_of=viewer.session,
        step=True,
    )


@trying(Factor.CODE)
def show_code(database: Database, viewer: Viewer, code: str, where: Where) -> str:
    """Go on with a new session for who gave the right code. Raises WrongCode, TooManyTries."""
    known_as(viewer.account_id)
    if viewer.awaits != "code":
        raise second_factor.WrongCode
    limits.take(database, f"code:{viewer.account_id}", limits.OF_ACCOUNT)
    limits.take(database, f"code-today:{viewer.account_id}", limits.OF_CODES)
    second_factor.use(database, viewer.account_id, code)
    return sessions.begin(
        database,
        viewer.account_id,
        where,
        strong=True,
        two_factors=True,
        instead_of=viewer.session,
        step=True,
    )


@trying(Factor.PASSWORD)
def change_password(
    database: Database, viewer: Viewer, current: str, password: str, host: str = ""
) -> None:
    """Keep another password of the viewer's, who stays signed in here alone.

    `host` is where the pages are. Raises WrongPassword, TooManyTries, ShortPassword, LongPassword,
    EasyPassword.
    """
    known_as(viewer.account_id)
    limits.take(database, f"again:{viewer.account_id}", limits.OF_ACCOUNT)
    found = holder(database, viewer.account_id)
    if not found or not passwords.fits(current, found.password):
        raise WrongPassword
    passwords.check(password, telling_words(database, found, host))
    keep_password(database, found.account_id, passwords.hashed(password))
    sessions.end_all(database, viewer.account_id, but=viewer.session)


def _awaits(found: Holder, *, of_all: bool) -> str | None:
    if found.has_second_factor:
        return "code"
    return "second_factor" if of_all or found.role == Role.ADMINISTRATOR.value else None


HAS_PASSKEY = "SELECT EXISTS (SELECT FROM passkey WHERE account_id = %s)"
