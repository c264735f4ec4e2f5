"""Every refusal as a sentence in the reader's language: what stands in the way, and the way out."""

from collections.abc import Callable
from typing import Any

from crm.database.migrate import NewerSchema
from crm.imports.partners import UnknownStage
from crm.imports.values import UnknownForm
from crm.language import current, ngettext
from crm.language import gettext as _
from crm.language.fields import field_name
from crm.language.sentences_of_accounts import OF_ACCOUNTS
from crm.language.sentences_of_backups import OF_BACKUPS
from crm.language.sentences_of_days import OF_DAYS
from crm.language.sentences_of_files import OF_FILES
from crm.language.sentences_of_people import OF_PEOPLE
from crm.language.sentences_of_settings import OF_SETTINGS
from crm.log import ChangedMeanwhile
from crm.log.writes import WritesAreStopped
from crm.network.matrix import UnknownDimension
from domain.attendance import NegativeHeadcount
from domain.engagement import EngagementIsOver
from domain.identifier import IdentifierTaken, UnknownScheme, WrongCheckDigit
from domain.import_run import AlreadyUndone
from domain.network import NetworkIsDissolved, NotAMember
from domain.participation import NotTakingPart
from domain.partner import OwnDescendant, PartnerHasEnded
from domain.project import ProjectIsOver
from domain.refusal import (
    IsWithdrawn,
    Missing,
    NotANumber,
    NotFound,
    Refusal,
    StillNeeded,
    TooLong,
    UnknownCountry,
    UnknownLanguage,
    UnknownName,
    Unprintable,
    WrongKind,
)
from domain.undoing import NotUndoable, SaidAnew, UndoneAlready
from domain.unit import UnitUnderItself
from domain.vocabulary import (
    MergedIntoItself,
    NameIsTaken,
    NotMerged,
    TermExists,
    TermIsNeeded,
    TermIsNotOffered,
    UnknownTerm,
)


def sentence(refusal: Refusal) -> str:
    """Tell a refusal to a reader."""
    for kind in type(refusal).__mro__:
        if tell := SENTENCES.get(kind):
            return tell(refusal)
    return _("This can't be done as things are. Reload the page and try again.")


def _kind(kind: str) -> str:
    kinds = {
        "partner": _("Partner"),
        "unit": _("Unit"),
        "colleague": _("Colleague"),
        "contact": _("Contact"),
        "network": _("Network"),
        "project": _("Project"),
    }
    return kinds[kind].lower()


def _still_needed(refusal: StillNeeded) -> str:
    names = "; ".join(one.name or _("restricted") for one in refusal.resting)
    if not refusal.more:
        return _("This still rests on it: %(names)s. Take it out there first.") % {"names": names}
    return ngettext(
        "This still rests on it: %(names)s, and %(n)d more. Take it out there first.",
        "These still rest on it: %(names)s, and %(n)d more. Take it out there first.",
        refusal.more,
    ) % {"names": names, "n": refusal.more}


Tell = Callable[[Any], str]

SENTENCES: dict[type, Tell] = {
    **OF_FILES,
    **OF_ACCOUNTS,
    **OF_PEOPLE,
    **OF_BACKUPS,
    **OF_DAYS,
    **OF_SETTINGS,
    Missing: lambda r: _("%(field)s is needed.") % {"field": field_name(r.about)},
    TooLong: lambda r: (
        _("%(field)s is too long: at most %(limit)d characters.")
        % {"field": field_name(r.about), "limit": r.limit}
    ),
    Unprintable: lambda r: (
        _("%(field)s holds characters that can't be shown. Type it anew instead of pasting it.")
        % {"field": field_name(r.about)}
    ),
    NotANumber: lambda r: (
        _("“%(text)s” isn't a whole number. Write how many in figures, such as 12.")
        % {"text": r.text}
    ),
    WrongCheckDigit: lambda r: (
        _(
            "“%(value)s” isn't a business id: its last digit doesn't follow from the others. "
            "Check it against the register."
        )
        % {"value": r.value}
    ),
    UnknownScheme: lambda r: (
        _("“%(scheme)s” isn't a kind of identifier, such as eu-pic.") % {"scheme": r.scheme}
    ),
    IdentifierTaken: lambda r: (
        _(
            "%(scheme)s %(value)s already belongs to %(holder)s. "
            "Open that one, or correct the number."
        )
        % {"scheme": field_name(r.scheme), "value": r.value, "holder": r.holder}
    ),
    PartnerHasEnded: lambda r: (
        _("The relationship with %(name)s has ended. Move it to “active” before it joins anything.")
        % {"name": r.name}
    ),
    OwnDescendant: lambda _r: _(
        "A partner can't be part of itself or of one of its own parts. Choose another."
    ),
    UnitUnderItself: lambda _r: _(
        "A unit can't be part of itself or of one of its own parts. Choose another."
    ),
    NotTakingPart: lambda _r: _("This party doesn't take part here any more. Reload the page."),
    ProjectIsOver: lambda _r: _(
        "The project is completed or cancelled: it takes corrections, but nothing new."
    ),
    EngagementIsOver: lambda _r: _(
        "The engagement is already delivered or cancelled. Correct it instead."
    ),
    NegativeHeadcount: lambda _r: _("Fewer than no people can't have come. Write 0 or more."),
    NetworkIsDissolved: lambda _r: _("The network is dissolved and takes no new members."),
    NotAMember: lambda _r: _("This party isn't a member of the network. Reload the page."),
    StillNeeded: _still_needed,
    IsWithdrawn: lambda _r: _("This was recorded in error and has been withdrawn."),
    NotFound: lambda r: (
        _("Nothing is known under “%(reference)s”. Check how it is written.")
        % {"reference": r.reference}
    ),
    UnknownName: lambda r: (
        _(
            "“%(name)s” is the name of none, or of more than one. "
            "Choose it from the list as you type."
        )
        % {"name": r.name}
    ),
    UnknownCountry: lambda r: (
        _("“%(code)s” isn't a country. Write the two letters of its code, such as FI.")
        % {"code": r.code}
    ),
    UnknownLanguage: lambda r: (
        _("“%(code)s” isn't a language. Write its code, such as fi, sv or en.") % {"code": r.code}
    ),
    WrongKind: lambda r: (
        _("Something else was chosen here than is asked for (%(kinds)s). Choose one from the list.")
        % {"kinds": ", ".join(_kind(kind) for kind in r.wanted)}
    ),
    UnknownTerm: lambda r: (
        _(
            "“%(code)s” isn't in use (%(vocabulary)s). Choose one that is, or add it on the page "
            "Vocabularies."
        )
        % {"code": r.code, "vocabulary": field_name(r.vocabulary).lower()}
    ),
    UnknownStage: lambda r: (
        _("“%(stage)s” isn't a stage. Use prospect, active, dormant or ended.") % {"stage": r.stage}
    ),
    UnknownForm: lambda r: (
        _("“%(form)s” isn't a form. Use session, seminar or meeting.") % {"form": r.form}
    ),
    TermExists: lambda r: _("The code “%(code)s” is taken. Choose another.") % {"code": r.code},
    NameIsTaken: lambda r: (
        _("“%(name)s” is there already. Use that, or choose another name.") % {"name": r.name}
    ),
    TermIsNeeded: lambda _r: _(
        "The forms of the program offer this by themselves. Give it another name instead."
    ),
    MergedIntoItself: lambda _r: _("A term can't be merged into itself. Choose another."),
    TermIsNotOffered: lambda r: (
        _("“%(name)s” is offered no more, so nothing can be merged into it. Choose another.")
        % {"name": r.names.in_language(current.get())}
    ),
    NotMerged: lambda _r: _("This term isn't merged into another any more."),
    AlreadyUndone: lambda _r: _("This import was undone already."),
    UndoneAlready: lambda _r: _("This was undone already. The history tells by whom, and why."),
    SaidAnew: lambda _r: _(
        "Something newer was said of the same since. Undo that first, or say what is so now."
    ),
    NotUndoable: lambda _r: _(
        "Nothing could be said that would undo this. Say what is so now instead."
    ),
    ChangedMeanwhile: lambda _r: _(
        "Somebody else changed this while you were writing. Nothing was overwritten: "
        "compare what it says now with what you wrote, and save again."
    ),
    WritesAreStopped: lambda r: (
        _(
            "Nothing can be saved: the log is broken at position %(position)d. "
            "Tell your administrator."
        )
        % {"position": r.position}
    ),
    UnknownDimension: lambda r: (
        _("“%(dimension)s” isn't a way to sort the network. Choose one from the list.")
        % {"dimension": r.dimension}
    ),
    NewerSchema: lambda _r: _(
        "The database was made by a newer version of the program. Update the program."
    ),
}
