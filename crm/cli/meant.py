"""Answers in JSON tell terms by code, those that were merged by the code of what they mean."""

from collections.abc import Mapping
from typing import Any

from crm.application import CRM

# What holds terms in the shapes of docs/network.md, and of which vocabulary.
TERMS = {"kind": "kind", "themes": "theme", "roles_a": "role", "roles_b": "role"}


def meant(crm: CRM, answer: Any) -> Any:
    """Return an answer in what its terms mean by now."""
    known = {name: crm.meanings(vocabulary) for name, vocabulary in TERMS.items()}
    merged = {name: found.merged for name, found in known.items() if found.merged}
    return _told(answer, merged) if merged else answer


def _told(value: Any, merged: Mapping[str, Mapping[str, str]]) -> Any:
    if isinstance(value, list):
        return [_told(one, merged) for one in value]
    if not isinstance(value, dict):
        return value
    return {
        name: _term(one, merged[name]) if name in merged else _told(one, merged)
        for name, one in value.items()
    }


def _term(value: Any, merged: Mapping[str, str]) -> Any:
    if isinstance(value, list):
        return list(dict.fromkeys(merged.get(code, code) for code in value))
    return merged.get(value, value)
