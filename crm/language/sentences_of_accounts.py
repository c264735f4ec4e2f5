"""Refusals at the door, and about accounts, as sentences."""

from collections.abc import Callable
from typing import Any

from crm.accounts import LastAdministrator
from crm.language import gettext as _
from crm.language import ngettext
from crm.signing_in.acting import NobodySignsIn, RoleForbids
from crm.signing_in.holders import LoginTaken, NotAnAddress
from crm.signing_in.invitations import InvitationIsSpent
from crm.signing_in.limits import TooManyTries
from crm.signing_in.passkeys import WrongPasskey
from crm.signing_in.password_sign_in import PasskeyNeeded, WrongPassword, WrongSignIn
from crm.signing_in.passwords import EasyPassword, LongPassword, ShortPassword
from crm.signing_in.second_factor import WrongCode
from domain.account import AccountIsClosed

OF_ACCOUNTS: dict[type, Callable[[Any], str]] = {
    WrongSignIn: lambda _r: _(
        "The e-mail address and the password don't go together. Check both; an administrator can "
        "send you a link for a new password."
    ),
    PasskeyNeeded: lambda _r: _(
        "An administrator's password alone isn't enough. Sign in with your passkey; if you have "
        "lost it, another administrator can send you a new link."
    ),
    WrongPassword: lambda _r: _("This isn't your password. Type it again."),
    WrongCode: lambda _r: _(
        "This code isn't good, or was used already. Wait for the next one, or take one on paper."
    ),
    WrongPasskey: lambda _r: _(
        "No passkey of yours was shown. Try again with a device that has one, or sign in with your "
        "password."
    ),
    TooManyTries: lambda r: (
        ngettext(
            "It was tried too often. Try again in %(n)d second.",
            "It was tried too often. Try again in %(n)d seconds.",
            r.seconds,
        )
        % {"n": r.seconds}
    ),
    InvitationIsSpent: lambda _r: _(
        "This link was used already, or has run out. Sign in, or ask an administrator for another."
    ),
    ShortPassword: lambda r: _("The password needs at least %(n)d characters.") % {"n": r.shortest},
    LongPassword: lambda r: _("The password may have %(n)d characters at most.") % {"n": r.longest},
    EasyPassword: lambda _r: _(
        "This password is easy to guess: it is common, or made of names, dates or a pattern. "
        "Put together a few words that nobody would expect."
    ),
    NotAnAddress: lambda _r: _("This isn't an e-mail address, such as aino@example.org."),
    LoginTaken: lambda _r: _("Another account has this e-mail address. Open that one instead."),
    LastAdministrator: lambda _r: _(
        "This is the last administrator. Give somebody else that role first."
    ),
    NobodySignsIn: lambda r: (
        _("Nobody signs in as “%(login)s”. Write the e-mail address of an open account.")
        % {"login": r.login}
    ),
    RoleForbids: lambda r: (
        _(
            "The role of %(name)s doesn't allow this. An administrator can give another role, "
            "or do it."
        )
        % {"name": r.name}
    ),
    AccountIsClosed: lambda _r: _("The account is closed. Open it again first."),
}
