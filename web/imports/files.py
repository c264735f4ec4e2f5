"""Names of files as pages tell them: what the log calls a list of people, in the reader's words."""

import re
from collections.abc import Sequence

from crm.language import gettext as _
from domain.file_names import OTHER, PEOPLE

CALLED = re.compile(rf"({PEOPLE}|{OTHER})((?: \(\d+\))?(?:\.[a-z.]+)?)")


def told(name: str) -> str:
    """Tell one file."""
    found = CALLED.fullmatch(name)
    return {PEOPLE: _("contacts"), OTHER: _("file")}[found[1]] + found[2] if found else name


def all_told(names: Sequence[str]) -> str:
    """Tell some files in one line."""
    return ", ".join(map(told, names))
