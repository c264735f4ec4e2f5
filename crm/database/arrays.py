"""Arrays as PostgreSQL reads them from text: psycopg takes ten times as long over a list."""

import re
from collections.abc import Iterable

# What needs no quotation marks. NULL would mean nothing there, whatever its case.
PLAIN = re.compile(r"(?!null$)[\w.:-]+", re.ASCII | re.IGNORECASE)


def array_of(values: Iterable[object]) -> str:
    """Write words, numbers or ids as an array."""
    return f"{{{','.join(_element(str(value)) for value in values)}}}"


def array_of_bytes(values: Iterable[bytes]) -> str:
    """Write strings of bytes as an array."""
    elements = (f'"\\\\x{value.hex()}"' for value in values)
    return f"{{{','.join(elements)}}}"


def _element(text: str) -> str:
    if PLAIN.fullmatch(text):
        return text
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
