"""Fields as forms and readers name them, and which of them a refusal is about."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from types import MappingProxyType

from crm.language import gettext as _
from crm.language import once_a_language, pgettext
from domain.identifier import BUSINESS_ID, IdentifierTaken
from domain.refusal import Refusal

NONE: Mapping[str, str] = MappingProxyType({})
LABELS: ContextVar[Mapping[str, str]] = ContextVar("labels", default=NONE)


def field_of(refusal: Refusal) -> str | None:
    """Return the field that a refusal is about, as forms name it."""
    if isinstance(refusal, IdentifierTaken):
        return _by_scheme(refusal.scheme)
    named = _by_scheme(getattr(refusal, "about", None)) or refusal.field
    return named or getattr(refusal, "vocabulary", None) or getattr(refusal, "kind", None)


def _by_scheme(name: str | None) -> str | None:
    return "business_id" if name == BUSINESS_ID else name


@contextmanager
def labelled(labels: Mapping[str, str]) -> Iterator[None]:
    """Let fields be called within as a form labels them."""
    token = LABELS.set(labels)
    try:
        yield
    finally:
        LABELS.reset(token)


def field_name(field: str) -> str:
    """Return what readers call a field: as the form does that they look at, if they look at one."""
    called, names = _by_scheme(field) or field, _names()
    if label := LABELS.get().get(called):
        return label
    return names.get(called) or names.get(field.partition("_")[0], field)


@once_a_language
def _names() -> dict[str, str]:
    return {
        **_of_people(),
        **_of_days(),
        "name": _("Name"),
        "name_sv": _("Name in Swedish"),
        "name_en": _("Name in English"),
        "title": _("Title"),
        "project": _("Project"),
        "login": _("E-mail address"),
        "password": _("Password"),
        "kind": _("Kind"),
        "reason": _("Reason"),
        "purpose": _("Purpose"),
        "goal": _("Goal"),
        "municipality": pgettext("municipality", "Place"),
        "country": _("Country"),
        "web": _("Web address"),
        "place": _("Place"),
        "role": _("Role"),
        "party": _("Who"),
        "people": _("People"),
        "code": _("Code"),
        "business_id": _("Business id"),
        "eu-pic": "EU PIC",
        "theme": _("Theme"),
        "sector": _("Sector"),
        "group": _("Who came"),
        "member_role": _("Role"),
        "scheme": _("Identifier"),
        "sectors": _("Sectors"),
        "themes": _("Themes"),
        "languages": _("Languages"),
        "stage": _("Stage"),
        "form": _("Form"),
        "left": _("Left"),
        "activity": _("Activity"),
    }


def _of_people() -> dict[str, str]:
    return {
        "email": _("E-mail"),
        "phone": _("Telephone"),
        "job_title": _("Job title"),
        "note": _("Note"),
        "language": _("Language"),
        "partner": _("Partner"),
        "text_version": _("Text"),
        "basis": _("Ground"),
        "given_on": _("When"),
    }


def _of_days() -> dict[str, str]:
    return {
        "day": _("Day"),
        "from_on": pgettext("day", "From"),
        "until_on": _("Until"),
        "starts_on": _("Starts"),
        "ends_on": _("Ends"),
        "changed_on": _("From which day"),
        "since_on": _("Since"),
    }
