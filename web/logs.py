"""Logs as lines of JSON on stderr, without anything that people typed, asked for, or are called."""

import logging
import sys
import traceback
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

import msgspec

from web.noting import request_id

DEEP = 12


class Lines(logging.Formatter):
    """A line of JSON for each record."""

    def format(self, record: logging.LogRecord) -> str:
        """Write one; of an exception its kind and place, since its words may quote values."""
        line = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "message": record.getMessage(),
            **getattr(record, "said", {}),
        }
        if "request_id" not in line and (about := request_id()):
            line["request_id"] = about
        if record.exc_info and record.exc_info[1]:
            line |= _error(record.exc_info[1], record.exc_info[2])
        return msgspec.json.encode(line).decode()


def log_in_lines(level: int) -> None:
    """Write all logs of this process as lines of JSON, requests and tries from `level` up."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Lines())
    logging.basicConfig(handlers=[handler], level=logging.WARNING, force=True)
    logging.getLogger("verkosto").setLevel(logging.INFO)
    for name in ("verkosto.requests", "verkosto.signing_in"):
        logging.getLogger(name).setLevel(level)


def _error(error: BaseException, place: TracebackType | None) -> dict[str, object]:
    frames = traceback.extract_tb(place)[-DEEP:]
    stack = [f"{_short(frame.filename)}:{frame.lineno} {frame.name}" for frame in frames]
    kinds, one = [], error
    while one:
        kinds.append(type(one).__name__)
        one = one.__cause__ or one.__context__  # type: ignore[assignment]
    return {"error": " from ".join(kinds), "stack": stack}


def _short(file: str) -> str:
    return "/".join(Path(file).parts[-3:])
