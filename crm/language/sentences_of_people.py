"""Refusals about contacts and their data, as sentences."""

from collections.abc import Callable
from typing import Any

from crm.erasing import NoLedger
from crm.erasures import LedgerIsUnreadable, LedgerIsUnwritable
from crm.imports.contacts import NoteWithCode
from crm.language import current
from crm.language import gettext as _
from crm.language.days import written
from domain.colleague import HasLeft, HasNotLeft
from domain.contact import NoPosition, NoSuchConsent
from domain.details import NotAMailAddress
from domain.identity_code import HoldsIdentityCode
from domain.refusal import PersonIsErased
from domain.relationship import StewardIsErased

OF_PEOPLE: dict[type, Callable[[Any], str]] = {
    PersonIsErased: lambda _r: _(
        "This person was erased. What they took part in stays, but nothing more can be said of "
        "them."
    ),
    HasNotLeft: lambda _r: _(
        "They still work with you, so their name is needed. Say first when they leave; from the "
        "day after they can be erased."
    ),
    HasLeft: lambda r: (
        _(
            "They left on %(day)s and look after nothing from then on. Choose somebody else, or an "
            "earlier day."
        )
        % {"day": written(r.left_on.text, current.get())}
    ),
    StewardIsErased: lambda _r: _(
        "Whoever looked after it before was erased, and can't look after it again. Assign another "
        "steward instead."
    ),
    NoPosition: lambda _r: _(
        "They have left that partner already. Say where they work now with “Move to another "
        "partner”."
    ),
    NoSuchConsent: lambda _r: _("Nothing was written down for this purpose to withdraw."),
    NotAMailAddress: lambda _r: _("This isn't an e-mail address, such as aino@example.org."),
    HoldsIdentityCode: lambda _r: _(
        "This holds a personal identity code. Take it out if it isn't needed: the log forgets "
        "nothing. Save again to keep it."
    ),
    NoteWithCode: lambda _r: _("The note holds a personal identity code and is left out."),
    NoLedger: lambda _r: _(
        "Nobody can be erased here: there is no folder of backups in which to write it down."
    ),
    LedgerIsUnwritable: lambda r: (
        _(
            "Nobody was erased: the ledger of erasures, %(path)s, can't be written (%(why)s). Make "
            "room, or let the program write there."
        )
        % {"path": r.path, "why": r.why}
    ),
    LedgerIsUnreadable: lambda r: (
        _(
            "Line %(line)d of the ledger of erasures, %(path)s, can't be read. Mend it first, or "
            "people who were erased might come back."
        )
        % {"line": r.line, "path": r.path}
    ),
}
