"""What can be told of the fields of a form, all at once, before its command is given."""

from typing import TYPE_CHECKING

from crm.finding import find
from crm.language.fields import field_of
from crm.projections.directory import questions as directory
from crm.projections.words import folded
from domain.attendance import Headcount, checked
from domain.day import check_has_come, check_order
from domain.identity_code import HoldsIdentityCode, holds_identity_code
from domain.refusal import Missing, Refusal, UnknownName, WrongKind
from domain.text import optional_line, paragraphs
from web.visit import Visit

WARNED = "warned"

if TYPE_CHECKING:
    from web.form import Entered, Field, Form, Rule


def refusals(visit: Visit, entered: "Entered", form: "Form") -> list[tuple[str, Refusal]]:
    """Return what is wrong with fields, by themselves and together, in the order of the fields."""
    found: dict[str, Refusal] = {}
    for one in form.fields:
        try:
            _check(visit, entered, one)
        except Refusal as refusal:
            found[one.name] = refusal
    for name, rule in form.rules:
        try:
            rule(entered)
        except Refusal as refusal:
            about = field_of(refusal)
            # What is wrong with a field by itself was told already.
            if name not in found and about not in found:
                found[about if about in {one.name for one in form.fields} else name] = refusal
    return [(one.name, found[one.name]) for one in form.fields if one.name in found]


def warnings(entered: "Entered", form: "Form") -> list[tuple[str, Refusal]]:
    """Return what should be thought of twice; once it was told, it stands in nobody's way."""
    texts = (one.name for one in form.fields if one.kind in {"line", "area"})
    found = [name for name in texts if holds_identity_code(entered.text(name))]
    return [] if entered.text(WARNED) else [(name, HoldsIdentityCode()) for name in found]


def in_order(first: str, last: str) -> "Rule":
    """Give the rule that a span of two days ends no earlier than it starts."""
    return last, lambda typed: check_order(typed.day(first), typed.day(last))


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
        day = entered.day(one.name)
        if day and one.past:
            check_has_come(day, entered.today, one.name)
    elif one.kind == "number":
        # All that is counted in forms are people.
        checked((Headcount(entered.number(one.name)),))
    elif one.kind in {"line", "email", "phone"}:
        optional_line(text, one.name)
    elif one.kind == "area":
        paragraphs(text, one.name)
    if one.check and (typed := text.strip()):
        one.check(typed)


def _look_up(visit: Visit, entered: "Entered", one: "Field", types: tuple[str, ...]) -> None:
    """Find the party that was only typed, as without JavaScript.

    It joins those chosen already, or takes the place of the one that was.
    """
    text = entered.text(f"{one.name}_text").strip()
    if not text:
        return
    found = find(visit.crm.database, text, types=types, limit=5)
    exact = [party for party in found if folded(party.name) == folded(text)]
    if len(matching := exact or found) != 1:
        raise UnknownName(one.name, text)
    chosen = entered.all(one.name) if one.kind == "parties" else ()
    entered.values[one.name] = list(dict.fromkeys((*chosen, str(matching[0].subject))))
    entered.values[f"{one.name}_text"] = [""]


def _check_kinds(visit: Visit, entered: "Entered", one: "Field", types: tuple[str, ...]) -> None:
    ids = entered.ids(one.name)
    names = directory.names(visit.crm.database, ids)
    for party_id in ids:
        if party_id not in names:
            raise UnknownName(one.name, str(party_id))
        if names[party_id].type not in types:
            raise WrongKind(one.name, types)
