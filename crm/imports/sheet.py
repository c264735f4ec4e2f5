"""Prints the first sheet of a workbook, a JSON list of texts a row; run as a process of its own.

A sheet of two cells at its far corners is as large as the library makes it: the memory of a
thousand sheets, or an abort. That must never cost the process that serves the pages, so this one
has little memory and time, and dies alone. It imports nothing of ours, to be quick.
"""

import json
import sys

from python_calamine import CalamineWorkbook

MEMORY = 1_000_000_000
SECONDS = 60


def limit() -> None:
    """Let this process take no more memory and time than any real list needs."""
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def tell(path: str) -> None:
    """Print the rows, each as wide as the heading or what it holds beyond."""
    width = 0
    for cells in CalamineWorkbook.from_path(path).get_sheet_by_index(0).iter_rows():
        texts = [_text(cell) for cell in cells]
        while len(texts) > width and not texts[-1]:
            texts.pop()
        width = width or len(texts)
        sys.stdout.write(json.dumps(texts) + "\n")


def _text(cell: object) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell)


if __name__ == "__main__":
    limit()
    tell(sys.argv[1])
