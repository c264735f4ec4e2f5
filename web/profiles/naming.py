"""What parties and activities are called wherever the log speaks of them, withdrawn ones too."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from crm import vault
from crm.database import Database
from crm.language import gettext as _
from crm.projections.contacts.questions import erasures_among
from crm.projections.directory import questions as directory
from crm.projections.participation import questions as participation
from crm.signing_in.holders import names_of
from web import words
from web.contacts.words import nameless
from web.restricting import veiled
from web.visit import Visit, as_id


@dataclass(frozen=True, slots=True)
class Named:
    """The type and the name of a party or an activity, and where its profile is."""

    type: str
    name: str
    path: str


def named(visit: Visit, ids: Iterable[UUID]) -> dict[UUID, Named]:
    """Return parties and activities by their latest known names."""
    wanted, database = list(ids), visit.crm.database
    names = {
        one.id: (one.type, one.named(visit.language))
        for one in directory.names(database, wanted).values()
    }
    for one in veiled(visit, participation.titles(database, wanted)):
        names[one.id] = one.type, one.title or _("restricted")
    names |= _people(database, [one for one in wanted if one not in names])
    return {
        one: Named(kind, name, f"{words.PATHS[kind]}/{one}") for one, (kind, name) in names.items()
    }


def _people(database: Database, ids: list[UUID]) -> dict[UUID, tuple[str, str]]:
    """Return contacts by what the vault calls them, and others as what they are."""
    there = erasures_among(database, ids) if ids else {}
    known = vault.names(database, there)
    return {
        one: ("contact", known.get(one) or nameless(erased=erased)) for one, erased in there.items()
    }


def called(visit: Visit, ids: Iterable[UUID]) -> dict[UUID, str]:
    """Return names for reading alone: of parties, activities, lists of terms, and of accounts."""
    wanted = list(ids)
    names = {one: found.name for one, found in named(visit, wanted).items()}
    names |= {one: words.vocabularies()[words.LISTS[one]] for one in wanted if one in words.LISTS}
    rest = [one for one in wanted if one not in names]
    return names | names_of(visit.crm.database, rest) if rest else names


def actor_name(visit: Visit, actor: str) -> str:
    """Return what whoever gave a command is called."""
    found = as_id(actor)
    return called(visit, [found]).get(found, actor) if found else actor
