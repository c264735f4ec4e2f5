"""Measuring beside a reference, in turns, because the machine is never the same twice."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median

import numpy as np


@dataclass(frozen=True, slots=True)
class Turns:
    """What ours and the reference took, turn by turn."""

    ours: list[float]
    reference: list[float]

    @property
    def ratio(self) -> float:
        """The median of the ratios of each turn."""
        return median(self._ratios())

    @property
    def spread(self) -> str:
        """The least and the greatest ratio."""
        return f"{min(self._ratios()):.2f} to {max(self._ratios()):.2f}x in {len(self.ours)} turns"

    def _ratios(self) -> list[float]:
        return [ours / other for ours, other in zip(self.ours, self.reference, strict=True)]


def in_turns(count: int, ours: Callable[[], float], reference: Callable[[], float]) -> Turns:
    """Let both give a figure `count` times, the one that goes first changing each time."""
    turns = Turns([], [])
    for turn in range(count):
        first = [(reference, turns.reference), (ours, turns.ours)]
        for measure, figures in first if turn % 2 == 0 else reversed(first):
            figures.append(measure())
    return turns


def seconds(call: Callable[[], object]) -> float:
    """Return how long a call takes."""
    began = time.perf_counter()
    call()
    return time.perf_counter() - began


def milliseconds(call: Callable[[], object]) -> float:
    """Return how long a call takes, in ms."""
    return seconds(call) * 1_000


def p95(figures: Sequence[float]) -> float:
    """Return the figure that 95 % stay below."""
    return float(np.percentile(figures, 95))
