"""Signing in with a provider: doing what somebody went there for, once it says who they are."""

import secrets
from dataclasses import dataclass
from uuid import UUID

from crm.access import Viewer
from crm.database import Database
from crm.signing_in import errands, id_token, identities, limits, sessions
from crm.signing_in.errands import Errand, Purpose
from crm.signing_in.holders import Holder, holder
from crm.signing_in.id_token import Known
from crm.signing_in.invitations import InvitationIsSpent
from crm.signing_in.password_sign_in import enter
from crm.signing_in.provider import Provider, ProviderIsOdd, ProviderRefused
from crm.signing_in.sessions import SessionEnded, Where
from crm.signing_in.trying import Factor, known_as, trying
from domain.refusal import Refusal


@dataclass(eq=False)
class UnknownIdentity(Refusal):
    """The provider knows somebody whom no account here is bound to."""

    name: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What a browser brings back from the provider, and the token of the errand it was sent on."""

    browser: str
    state: str
    code: str
    error: str
    issuer: str


@dataclass(frozen=True, slots=True)
class Back:
    """The token of a session, and where its owner wanted to go."""

    token: str
    wanted: str


@trying(Factor.PROVIDER)
def come_back(
    database: Database,
    provider: Provider,
    where: Where,
    answer: Answer,
    viewer: Viewer | None = None,
    *,
    of_all: bool = False,
) -> Back:
    """Do what somebody went to the provider for, and begin a session.

    More than one factor is asked of administrators, or `of_all`.

    Raises ErrandIsOver, ProviderRefused, ProviderIsAway, ProviderIsOdd, UnknownIdentity,
    IdentityTaken, InvitationIsSpent, SessionEnded, PasskeyNeeded, TooManyTries.
    """
    limits.take(database, f"provider-back:{where.address}", limits.OF_ADDRESS)
    errand = errands.end(database, answer.state, answer.browser)
    _check_issuer(provider, answer)
    if answer.error or not answer.code:
        raise ProviderRefused(provider.name)
    purpose = Purpose(errand.purpose)
    since = errand.begun_at.timestamp() if purpose is Purpose.AGAIN else None
    token = provider.id_token(answer.code, errand.verifier)
    known = id_token.read(provider, token, errand.nonce, since)
    if purpose is Purpose.SIGN_IN:
        begun = _sign_in(database, provider, known, where, viewer, of_all=of_all)
    elif purpose is Purpose.INVITATION:
        begun = _accept(database, provider, known, where, errand.invitation, of_all=of_all)
    else:
        here = _still_here(errand, viewer)
        begun = _go_on(database, provider, known, where, here, purpose, of_all=of_all)
    return Back(begun, errand.wanted)


def _check_issuer(provider: Provider, answer: Answer) -> None:
    """Refuse an answer that another provider gave (RFC 9207)."""
    needed = provider.endpoints().authorization_response_iss_parameter_supported
    if (answer.issuer or needed) and not secrets.compare_digest(
        answer.issuer.encode(), provider.issuer.encode()
    ):
        raise ProviderIsOdd(provider.name)


def _still_here(errand: Errand, viewer: Viewer | None) -> Viewer:
    """Return who went, if they are signed in as they were then. Raises SessionEnded."""
    if not viewer or viewer.awaits or viewer.session != errand.session:
        raise SessionEnded
    return viewer


def _sign_in(
    database: Database,
    provider: Provider,
    known: Known,
    where: Where,
    viewer: Viewer | None,
    *,
    of_all: bool,
) -> str:
    found = _known(database, provider, known)
    return _enter(database, found, known, where, viewer.session if viewer else None, of_all=of_all)


def _accept(
    database: Database,
    provider: Provider,
    known: Known,
    where: Where,
    invitation: bytes | None,
    *,
    of_all: bool,
) -> str:
    bound = provider.issuer, known.subject
    found = _named(database, identities.bind_invited(database, invitation or b"", *bound))
    if not found or found.closed:
        raise InvitationIsSpent
    return _enter(database, found, known, where, None, of_all=of_all)


def _go_on(
    database: Database,
    provider: Provider,
    known: Known,
    where: Where,
    viewer: Viewer,
    purpose: Purpose,
    *,
    of_all: bool,
) -> str:
    """Go on from the viewer's session: bound from now on, or having shown again who they are."""
    if purpose is Purpose.BIND:
        known_as(viewer.account_id)
        identities.bind(database, viewer.account_id, provider.issuer, known.subject)
        return sessions.begin(
            database, viewer.account_id, where, strong=True, instead_of=viewer.session, step=True
        )
    found = _known(database, provider, known)
    if found.account_id != viewer.account_id:
        raise UnknownIdentity(provider.name)
    return _enter(database, found, known, where, viewer.session, step=True, of_all=of_all)


def _known(database: Database, provider: Provider, known: Known) -> Holder:
    found = _named(database, identities.used(database, provider.issuer, known.subject))
    if not found or found.closed:
        raise UnknownIdentity(provider.name)
    return found


def _named(database: Database, account_id: UUID | None) -> Holder | None:
    """Return who holds an account, whose the try is from now on."""
    if not account_id:
        return None
    known_as(account_id)
    return holder(database, account_id)


def _enter(
    database: Database,
    found: Holder,
    known: Known,
    where: Where,
    instead_of: bytes | None,
    *,
    step: bool = False,
    of_all: bool,
) -> str:
    """Begin a session; who showed the provider one factor only shows us the other."""
    if not known.is_strong:
        return enter(database, found, where, instead_of, step=step, of_all=of_all)
    return sessions.begin(
        database,
        found.account_id,
        where,
        strong=True,
        two_factors=True,
        instead_of=instead_of,
        step=step,
    )
