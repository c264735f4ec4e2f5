"""Several conditions in one question, each with its own parameters."""

from collections.abc import Iterable, Mapping
from typing import Any

Condition = tuple[str, Mapping[str, Any]]


def apart(conditions: Iterable[Condition]) -> tuple[list[str], dict[str, Any]]:
    """Return conditions in SQL with the parameters of all, none called as another's."""
    found: list[str] = []
    params: dict[str, Any] = {}
    for number, (sql, said) in enumerate(conditions):
        found.append(sql.replace("%(", f"%({number}_"))
        params |= {f"{number}_{name}": value for name, value in said.items()}
    return found, params
