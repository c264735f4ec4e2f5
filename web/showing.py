"""A field as its form shows it: what it holds, what was typed, and what is wrong with it."""

from typing import TYPE_CHECKING, Any

from crm.language import gettext as _
from crm.projections.directory import questions as directory
from web.visit import Visit, as_id

if TYPE_CHECKING:
    from web.form import Field, Option


def shown_field(
    visit: Visit, one: "Field", values: dict[str, list[str]], errors: dict[str, str], *, stale: bool
) -> dict[str, Any]:
    """Return a field with what it shows: what was typed, what is wrong, what is kept by now."""
    typed = values.get(one.name)
    value = one.value
    if values:
        value = typed or [] if one.kind in {"choices", "parties"} else (typed or [""])[0]
    shown = {name: getattr(one, name) for name in one.__slots__}
    shown |= {"value": value, "error": errors.get(one.name), "now": None}
    shown["picked"] = _picked(visit, one, typed if values else None)
    shown |= {"typed": values.get(f"{one.name}_text", [""])[0]}
    if stale:
        shown["now"] = _now(one, typed or [])
    return shown


def _now(one: "Field", typed: list[str]) -> str | None:
    """Return what is kept by now, in words, where something else was typed."""
    held, labels = _held(one), dict(one.options)
    if one.value is None or sorted(held) == sorted(filter(None, typed)):
        return None
    if one.kind == "tick":
        return _("yes") if held else _("no")
    if one.kind in {"party", "parties"}:
        labels = dict(one.value)
    return ", ".join(labels.get(value, value) for value in held) or _("nothing")


def _held(one: "Field") -> list[str]:
    """Return what a field holds at first, as a form would send it."""
    if one.kind == "tick":
        return ["yes"] if one.value else []
    if one.kind in {"party", "parties"}:
        return [party_id for party_id, _name in one.value or ()]
    if one.kind == "choices":
        return list(one.value or ())
    return [str(one.value)] if one.value else []


def _picked(visit: Visit, one: "Field", typed: list[str] | None) -> list["Option"]:
    """Return the chosen parties of a field, as (id, name)."""
    if one.kind not in {"party", "parties"}:
        return []
    if typed is None:
        return list(one.value or ())
    ids = [found for text in typed if (found := as_id(text))]
    names = directory.names(visit.crm.database, ids)
    return [
        (str(party_id), names[party_id].named(visit.language))
        for party_id in ids
        if party_id in names
    ]
