"""The words about contacts in the reader's language."""

from crm.language import current, once_a_language
from crm.language import gettext as _
from domain.names import ERASED, NAMELESS


@once_a_language
def bases() -> dict[str, str]:
    """Return the grounds on which data are held."""
    return {
        "consent": _("Consent"),
        "contract": _("Contract"),
        "legitimate_interest": _("Legitimate interest"),
        "legal_obligation": _("Legal obligation"),
    }


@once_a_language
def purposes() -> dict[str, str]:
    """Return what data are held for."""
    return {
        "cooperation": _("Working together"),
        "invitations": _("Invitations to events"),
        "newsletter": _("Newsletter"),
        "research": _("Research"),
    }


def nameless(*, erased: bool) -> str:
    """Return what somebody is called whose name the vault doesn't have: it may never have had it.

    The log alone, taken in elsewhere, brings no names.
    """
    return (ERASED if erased else NAMELESS).in_language(current.get())
