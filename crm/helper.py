"""Another process that works things out beside this one, where there is much to do.

Threads of one process take turns. What is asked and answered goes through pipes, so that the helper
ends with the process that it helps, however that ends.
"""

import os
import pickle
import sys
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from subprocess import PIPE, Popen
from threading import Lock, Timer, get_native_id
from types import TracebackType
from typing import IO, Any, Self, TypeVar, cast

Answer = TypeVar("Answer")
MODULE = "crm.helper"
# Another core than that of this process, and one that the database can have.
CORES = os.cpu_count() or 1
GIVING_WAY = 10
# Seconds that an answer may take, when all before it are there. Most take a hundredth of them, and
# who saves may be waiting behind whoever asked.
PATIENCE = 10


class HelperIsGone(Exception):
    """The other process ended before it answered, or was ended since it took too long.

    Whoever asked works it out for themselves.
    """


class Helper:
    """A process that is there while the block lasts; it is asked at any time, and answers in order.

    `needed` is what it will be asked with: it is ready when it has imported what that is made of.
    """

    patience: float = PATIENCE

    def __init__(self, needed: object = None) -> None:
        # As this process finds its modules, and nothing that only lies where it is run.
        path = os.pathsep.join(place or str(Path.cwd()) for place in sys.path)
        self._process: Popen[bytes] | None = None
        with suppress(OSError):
            # Where there is no room for one more process, it is as one that is gone.
            # A key that stops this program would stop it twice; in a group of its own it doesn't.
            self._process = Popen(  # noqa: S603 - this very program
                [sys.executable, "-P", "-m", MODULE],
                stdin=PIPE,
                stdout=PIPE,
                env={**os.environ, "PYTHONPATH": path},
                process_group=0,
            )
        self._reading = ThreadPoolExecutor(1)
        self._lock = Lock()
        self._first = self.ask(_ready, needed)

    @property
    def is_ready(self) -> bool:
        """Say whether it answers at once."""
        return self._first.done()

    def ask(self, function: Callable[..., Answer], *args: object) -> "Future[Answer]":
        """Let it call a function; the answer raises HelperIsGone where there won't be any."""
        process = self._process
        if not process:
            return _nobody_answers()
        asked = pickle.dumps((function, args), pickle.HIGHEST_PROTOCOL)
        with self._lock:
            try:
                # First, since one that was stopped may never take all of what it is asked.
                answer = self._reading.submit(_received, process, self.patience)
            except RuntimeError:
                # It was closed meanwhile, by whoever it was there for first.
                return _nobody_answers()
            with suppress(OSError, ValueError):
                _send(asked, cast("IO[bytes]", process.stdin))
            return answer

    def give_way(self) -> None:
        """Let whoever saves or looks meanwhile come first."""
        self.ask(getattr(os, "nice", abs), GIVING_WAY)

    def close(self) -> None:
        """Let it end, with what it was asked for and nobody waits for any more."""
        if self._process:
            self._process.kill()
            self._reading.shutdown()
            with self._process as process, suppress(OSError):
                cast("IO[bytes]", process.stdin).close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self.close()


def thread_gives_way() -> None:
    """Let whoever saves or looks meanwhile come before this thread, where threads can be told."""
    if sys.platform == "linux":
        this = os.PRIO_PROCESS, get_native_id()
        os.setpriority(*this, max(os.getpriority(*this), GIVING_WAY))


def help_out(asked: IO[bytes], answers: IO[bytes]) -> None:
    """Answer until nobody asks any more."""
    while True:
        try:
            function, args = pickle.load(asked)  # noqa: S301 - of the process that started this
        except EOFError:
            return
        _send(pickle.dumps(function(*args), pickle.HIGHEST_PROTOCOL), answers)


def _nobody_answers() -> "Future[Any]":
    answer: Future[Any] = Future()
    answer.set_exception(HelperIsGone())
    return answer


def _ready(needed: object) -> bool:
    return needed is not Helper


def _send(what: bytes, to: IO[bytes]) -> None:
    to.write(what)
    to.flush()


def _received(process: Popen[bytes], patience: float) -> Any:
    """Wait for an answer; a process that gives none in time is ended, stopped as it may be."""
    late = Timer(patience, process.kill)
    late.daemon = True
    late.start()
    try:
        answers = cast("IO[bytes]", process.stdout)
        return pickle.load(answers)  # noqa: S301 - of the process that this one started
    except (EOFError, OSError, ValueError, pickle.UnpicklingError) as error:
        raise HelperIsGone from error
    finally:
        late.cancel()


if __name__ == "__main__":
    import gc

    gc.disable()
    help_out(sys.stdin.buffer, sys.stdout.buffer)
