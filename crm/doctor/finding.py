"""One thing that was looked at."""

from typing import Literal

import msgspec

State = Literal["ok", "warning", "fault"]
STATES: tuple[State, ...] = ("ok", "warning", "fault")


class Finding(msgspec.Struct, frozen=True):
    """What was found, and the way out where it isn't as it should be."""

    name: str
    state: State
    told: str
    way_out: str = ""


def worst(findings: list[Finding]) -> State:
    """Return the worst state of some findings."""
    return max((one.state for one in findings), key=STATES.index, default="ok")


def ok(name: str, told: str) -> Finding:
    """Say that something is as it should be."""
    return Finding(name, "ok", told)


def warning(name: str, told: str, way_out: str) -> Finding:
    """Say that something should be seen to."""
    return Finding(name, "warning", told, way_out)


def fault(name: str, told: str, way_out: str) -> Finding:
    """Say that something is broken."""
    return Finding(name, "fault", told, way_out)
