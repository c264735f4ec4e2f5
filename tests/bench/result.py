"""What a bench found, and whether it keeps its bound."""

import json
import os
import sys
from dataclasses import asdict, dataclass
from pathlib import Path

WIDTHS = 8, 44, 16, 16, 7, 10


@dataclass(frozen=True, slots=True)
class Bound:
    """The most that is allowed, or with `least` the least, of the figure or of its ratio."""

    limit: float
    least: bool = False
    ratio: bool = False

    def __str__(self) -> str:
        """Write it as it is read: '<= 1.5x'."""
        return f"{'>=' if self.least else '<='} {_short(self.limit)}{'x' if self.ratio else ''}"

    def holds(self, figure: float) -> bool:
        """Say whether a figure keeps it."""
        return figure >= self.limit if self.least else figure <= self.limit


@dataclass(frozen=True, slots=True)
class Result:
    """One figure: ours, the reference's in the same run, and what is allowed."""

    what: str
    unit: str
    ours: float
    reference: float | None = None
    ratio: float | None = None
    bound: Bound | None = None
    note: str = ""

    @property
    def verdict(self) -> str:
        """Return ok or MISSED; nothing where no bound is set."""
        if not self.bound:
            return ""
        figure = self.ratio if self.bound.ratio else self.ours
        assert figure is not None
        return "ok" if self.bound.holds(figure) else "MISSED"


def tell(bench: str, result: Result) -> None:
    """Print a result as a line."""
    cells = (
        bench,
        result.what,
        f"{_short(result.ours)} {result.unit}",
        "" if result.reference is None else f"{_short(result.reference)} {result.unit}",
        "" if result.ratio is None else f"{result.ratio:.2f}x",
        str(result.bound or ""),
    )
    line = " ".join(cell.ljust(width) for cell, width in zip(cells, WIDTHS, strict=True))
    note = f"  ({result.note})" if result.note else ""
    sys.stdout.write(f"{line} {result.verdict.ljust(6)}{note}\n")
    sys.stdout.flush()


def write(file: Path, results: list[Result]) -> None:
    """Write results as JSON."""
    found = [
        {**asdict(one), "bound": str(one.bound or ""), "verdict": one.verdict} for one in results
    ]
    text = json.dumps({"cores": os.cpu_count(), "results": found}, ensure_ascii=False, indent=1)
    file.write_text(text + "\n")


def _short(figure: float) -> str:
    return f"{figure:,.0f}" if abs(figure) >= 100 else f"{figure:.3g}"
