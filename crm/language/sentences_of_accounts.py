"""Refusals at the door, and about accounts, as sentences."""

from collections.abc import Callable
from typing import Any

from crm.accounts import LastAdministrator
from crm.language import gettext as _
from crm.language import ngettext
from crm.saved_views.keeping import TooManyViews, ViewNameTaken, ViewTooLong
from crm.signing_in.acting import NobodySignsIn, RoleForbids
from crm.signing_in.errands import ErrandIsOver
from crm.signing_in.holders import LoginTaken, NotAnAddress
from crm.signing_in.identities import IdentityTaken, LastWay
from crm.signing_in.invitations import InvitationIsSpent, NoPasswordToForget
from crm.signing_in.keys import BadKey
from crm.signing_in.limits import TooManyTries
from crm.signing_in.passkeys import WrongPasskey
from crm.signing_in.password_sign_in import PasskeyNeeded, WrongPassword, WrongSignIn
from crm.signing_in.passwords import EasyPassword, LongPassword, ShortPassword
from crm.signing_in.provider import ProviderIsAway, ProviderIsOdd, ProviderRefused
from crm.signing_in.provider_sign_in import UnknownIdentity
from crm.signing_in.renewing import KeyIsGiven
from crm.signing_in.second_factor import SecretIsLost, WrongCode
from domain.account import AccountIsClosed

OF_ACCOUNTS: dict[type, Callable[[Any], str]] = {
    WrongSignIn: lambda _r: _(
        "The e-mail address and the password don't go together. Check both; an administrator can "
        "send you a link for a new password."
    ),
    PasskeyNeeded: lambda _r: _(
        "One factor alone isn't enough here. Sign in with your passkey; if you have "
        "lost it, an administrator can let you begin anew."
    ),
    WrongPassword: lambda _r: _("This isn't your password. Type it again."),
    WrongCode: lambda _r: _(
        "This code isn't good, or was used already. Wait for the next one, or take one on paper."
    ),
    SecretIsLost: lambda _r: _(
        "Codes of your app can't be checked any longer, since the key to them was lost. Give one "
        "of your codes on paper, or sign in with a passkey, and set up the second factor anew; or "
        "ask an administrator for a link to begin anew."
    ),
    BadKey: lambda r: (
        _(
            "The file %(path)s holds no key. Put the right one back from your copy; without it "
            "take the file away, and every second factor has to be set up anew."
        )
        % {"path": r.path}
    ),
    KeyIsGiven: lambda r: (
        _(
            "The key comes from %(path)s (CRM_SECRET_KEY_FILE), where this program doesn't write. "
            "Renew it there, as docs/keys.md tells."
        )
        % {"path": r.path}
    ),
    WrongPasskey: lambda _r: _(
        "No passkey of yours was shown. Try again with a device that has one, or sign in with your "
        "password."
    ),
    ProviderIsAway: lambda r: (
        _(
            "%(name)s can't be reached just now. Try again soon, or sign in with your password or "
            "a passkey."
        )
        % {"name": r.name}
    ),
    ProviderIsOdd: lambda r: (
        _(
            "What %(name)s answered can't be trusted, so nobody was signed in by it. Try again; if "
            "it stays so, tell your administrator."
        )
        % {"name": r.name}
    ),
    ProviderRefused: lambda r: (
        _("%(name)s didn't let you through. Try again, or sign in another way.") % {"name": r.name}
    ),
    UnknownIdentity: lambda r: (
        _(
            "%(name)s knows you, but no open account here is bound to you there. Follow the link "
            "that an administrator sends you, or sign in another way and bind it under “My "
            "account”."
        )
        % {"name": r.name}
    ),
    ErrandIsOver: lambda _r: _(
        "This sign-in was begun in another browser, took too long, or was done already. Begin it "
        "again."
    ),
    IdentityTaken: lambda _r: _(
        "Whoever signed in there has an account here already, or this account signs in with "
        "somebody else there. Take that away first, under “My account”."
    ),
    LastWay: lambda _r: _(
        "Without it you couldn't sign in any longer. Make a passkey first, or ask an administrator "
        "for a link to begin anew."
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
    NoPasswordToForget: lambda r: (
        _(
            "%(name)s signs in without a password, so none can be forgotten. Where the phone or "
            "the key is lost, let them begin anew (crm user invite --anew)."
        )
        % {"name": r.name}
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
    ViewNameTaken: lambda r: (
        _(
            "You have a saved view called “%(name)s” already. Choose another name, or remove that "
            "one first."
        )
        % {"name": r.name}
    ),
    TooManyViews: lambda r: (
        _(
            "You have %(n)d saved views, and there can't be more. Remove one under “Saved views”, "
            "then save this one."
        )
        % {"n": r.most}
    ),
    ViewTooLong: lambda _r: _(
        "This list has more filters than a saved view can keep. Take some away, then save it."
    ),
    AccountIsClosed: lambda _r: _("The account is closed. Open it again first."),
}
