"""Events in words: what each is called, and what it says."""

from dataclasses import asdict
from enum import Enum
from typing import Any
from uuid import UUID

from crm.language import gettext as _
from crm.language import once_a_language
from crm.language.fields import field_name
from crm.log import Entry
from domain.attendance import Headcount
from domain.day import Day
from domain.names import Names
from domain.outline import Outline
from domain.partner import Description
from domain.vocabulary import Term
from web import words
from web.contacts import words as of_people
from web.visit import Visit

HIDDEN = {
    "originator_id",
    "originator_version",
    "timestamp",
    "originator_topic",
    "participation",
    "former",
    "terms",
}

# The fields that hold terms, and of which list.
LISTS = {
    "themes": "theme",
    "kind": "kind",
    "sectors": "sector",
    "role": "role",
    "former_role": "role",
}


def fields_of(visit: Visit, entry: Entry, names: dict[UUID, str]) -> list[tuple[str, str]]:
    """Return what an event says, as (label, value); ids of parties by their names."""
    teller = _Values(visit, names, words.LISTS.get(entry.originator_id, ""))
    told = (
        (name, teller.told(name, value))
        for name, value in said(entry).items()
        if name not in HIDDEN and not _is_the_day(name)
    )
    return [(labels().get(name, field_name(name)), text) for name, text in told if text]


def said(entry: Entry) -> dict[str, Any]:
    """Return the values of an event by their names, those of an outline among them."""
    values = dict(vars(entry.event))
    outline: Outline | None = values.pop("outline", None)
    return {**asdict(outline), **values} if outline else values


def told(visit: Visit, names: dict[UUID, str], name: str, value: Any) -> str:
    """Return one value of what events say, by its name; ids by the names of parties."""
    return _Values(visit, names).told(name, value)


def _is_the_day(name: str) -> bool:
    """Say whether a field is the day it was so, which stands by itself."""
    return name.endswith("_on") and name not in {"starts_on", "ends_on", "from_on", "until_on"}


@once_a_language
def sources() -> dict[str, str]:
    """Return through what commands came."""
    return {
        "screen": _("a page"),
        "import": _("an import"),
        "job": _("the program"),
        "api": _("another program"),
    }


class _Values:
    def __init__(self, visit: Visit, names: dict[UUID, str], vocabulary: str = "") -> None:
        self.visit, self.names = visit, names
        self.lists = LISTS | dict.fromkeys(("code", "into"), vocabulary) if vocabulary else LISTS

    def told(self, name: str, value: Any) -> str:
        if isinstance(value, Enum):
            return _known().get(value.value, str(value.value))
        if isinstance(value, Day):
            return self.visit.written(value.text)
        if isinstance(value, UUID):
            return self.names.get(value, str(value))
        if isinstance(value, Term):
            value = value.names
        if isinstance(value, Names):
            return value.in_language(self.visit.language)
        if isinstance(value, Description):
            return self._description(value)
        if isinstance(value, tuple):
            return ", ".join(self.told(name, one) for one in value)
        return self._plain(name, value)

    def _plain(self, name: str, value: Any) -> str:
        if isinstance(value, Headcount):
            group = words.own_labels(self.visit, "group").get(value.group, value.group)
            return words.headcount(value.people, group)
        if name in self.lists:
            return self._terms(self.lists[name]).get(value, value or "")
        if name in {"language", "languages"}:
            return dict(words.languages()).get(value, str(value or ""))
        if isinstance(value, dict):
            return ", ".join(f"{scheme} {number}" for scheme, number in value.items())
        if name == "fields":
            return field_name(value)
        if name == "scheme":
            return field_name(value)
        if name == "corrects":
            return _("its event no. %(number)d") % {"number": value}
        if isinstance(value, bool):
            return _("yes") if value else ""
        return "" if value is None else str(value)

    def _terms(self, vocabulary: str) -> dict[str, str]:
        terms = words.own_labels(self.visit, vocabulary)
        # Members of a network have roles of their own, in fields of the same name.
        members = words.own_labels(self.visit, "member_role") if vocabulary == "role" else {}
        return members | terms

    def _description(self, value: Description) -> str:
        kind = words.own_labels(self.visit, "kind").get(value.kind, value.kind)
        sectors = words.own_labels(self.visit, "sector")
        parts = [kind, value.municipality, *(sectors.get(one, one) for one in value.sectors)]
        return ", ".join(part for part in parts if part)


@once_a_language
def _known() -> dict[str, str]:
    of_parties = words.stages() | words.positions() | words.account_roles()
    return of_parties | words.states() | words.forms() | of_people.bases() | of_people.purposes()


@once_a_language
def labels() -> dict[str, str]:
    """Return what the fields of events are called, where forms don't name them."""
    return {
        "description": _("Description"),
        "identifiers": _("Identifiers"),
        "value": _("Number"),
        "withdrawn": _("Withdrawn"),
        "restored": _("As before"),
        "left": _("Left: built on since, or restricted"),
        "stage": _("Stage"),
        "party_id": _("Who"),
        "partner_id": _("Partner"),
        "engagement_id": _("Engagement"),
        "fields": _("What changed"),
        "basis": _("Ground"),
        "purpose": _("Purpose"),
        "text_version": _("Text"),
        "former_role": _("Former role"),
        "parent_id": _("Part of"),
        "colleague_id": _("Steward"),
        "unit_id": _("Unit"),
        "project_id": _("Project"),
        "network_id": _("Network"),
        "corrects": _("Corrects"),
        "themes": _("Themes"),
        "code": _("Term"),
        "term": _("Term"),
        "into": _("Into"),
        "attendance": _("People"),
        "form": _("Form"),
        "position": _("Position"),
        "names": _("Name"),
        "remote": _("Remote"),
        "language": _("Language"),
    }
