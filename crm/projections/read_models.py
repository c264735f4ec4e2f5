"""All read models together, as the log writes them with its entries."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from typing import Any

from psycopg import Cursor

from crm.helper import CORES, Helper, HelperIsGone
from crm.log import Entry
from crm.log.recorder import Write
from crm.log.telling import heard, tell
from crm.projections.read_model import ReadModel, all_decided, decided, write_all
from crm.projections.writer import Writer


class ReadModels:
    """All read models, written together."""

    def __init__(self, models: Sequence[ReadModel]) -> None:
        self.models = models
        self.keys = [model.schema for model in models]
        self.helper: Helper | None = None

    @contextmanager
    def helped(self) -> Iterator[None]:
        """Let another process work out what many entries come to, where nobody has one yet."""
        if self.helper or CORES == 1:
            yield
            return
        with Helper(tuple(self.models)) as helper:
            self.helper = helper
            try:
                yield
            finally:
                self.helper = None

    def decide(self, entries: Sequence[Entry]) -> Write:
        """Say which rows entries come to, and give what writes them."""
        events = {type(entry.event) for entry in entries}
        concerned = [model for model in self.models if model.takes_any(events)]
        return partial(write_all, [decided(model, entries) for model in concerned])

    def decide_elsewhere(self, entries: Sequence[Entry]) -> Write | None:
        """Let the helper begin with it, where there is one; what is given waits for the answer."""
        helper = self.helper
        if not helper or not helper.is_ready:
            return None
        answer = helper.ask(decide_told, self.models, tell(entries))

        def write_answer(cursor: Cursor[Any]) -> None:
            try:
                writers = answer.result()
            except HelperIsGone:
                self.decide(entries)(cursor)
            else:
                write_all(writers, cursor)

        return write_answer


def decide_told(models: Sequence[ReadModel], told: bytes) -> list[Writer]:
    """Return what writes entries that another process tells of, ready to be sent."""
    entries = heard(told)
    writers = all_decided(models, entries)
    for writer in writers:
        writer.pack()
    return writers
