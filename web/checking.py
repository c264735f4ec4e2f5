"""What can be told of each field of a form by itself, before its command is given."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from crm.projections.directory import questions as directory
from crm.projections.search.questions import find
from crm.projections.words import folded
from domain.refusal import Missing, Refusal, UnknownName, WrongKind
from domain.text import optional_line, paragraphs
from web.visit import Visit

if TYPE_CHECKING:
    from web.form import Entered, Field


def refusals(visit: Visit, entered: "Entered", fields: Iterable["Field"]) -> list[Refusal]:
    """Return what is wrong with fields, each by itself, in their order."""
    found = []
    for one in fields:
        try:
            _check(visit, entered, one)
        except Refusal as refusal:
            found.append(refusal)
    return found


def _check(visit: Visit, entered: "Entered", one: "Field") -> None:
    """Look up what was only typed, and check what was typed and chosen."""
    types = tuple(part for part in one.types.split(",") if part)
    if one.kind in {"party", "parties"}:
        _look_up(visit, entered, one, types)
    if types:
        _check_kinds(visit, entered, one, types)
    if one.required and not any(text.strip() for text in entered.all(one.name)):
        raise Missing(one.name)
    _read(entered, one)


def _read(entered: "Entered", one: "Field") -> None:
    """Read what was typed as the command will."""
    text = entered.text(one.name)
    if one.kind == "day":
        entered.day(one.name)
    elif one.kind == "number":
        entered.number(one.name)
    elif one.kind == "line":
        optional_line(text, one.name)
    elif one.kind == "area":
        paragraphs(text, one.name)


def _look_up(visit: Visit, entered: "Entered", one: "Field", types: tuple[str, ...]) -> None:
    """Find the party that was only typed, as without JavaScript."""
    text = entered.text(f"{one.name}_text").strip()
    if text and not entered.text(one.name):
        found = find(visit.crm.database, text, types=types, limit=5)
        exact = [party for party in found if folded(party.name) == folded(text)]
        if len(matching := exact or found) != 1:
            raise UnknownName(one.name, text)
        entered.values.setdefault(one.name, []).append(str(matching[0].subject))


def _check_kinds(visit: Visit, entered: "Entered", one: "Field", types: tuple[str, ...]) -> None:
    ids = entered.ids(one.name)
    names = directory.names(visit.crm.database, ids)
    for party_id in ids:
        if party_id not in names:
            raise UnknownName(one.name, str(party_id))
        if names[party_id].type not in types:
            raise WrongKind(one.name, types)
