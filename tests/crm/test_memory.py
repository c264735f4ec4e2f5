"""Long work changes how the interpreter runs, for as long as it lasts."""

import gc
import sys
from contextlib import suppress

from crm.memory import SHORT_TURN, TURN, unhurried


def test_long_work_rests_the_collector_and_shortens_turns_until_it_ends_or_fails() -> None:
    with suppress(ZeroDivisionError), unhurried():
        during = gc.isenabled(), sys.getswitchinterval()
        raise ZeroDivisionError

    assert during == (False, SHORT_TURN)
    assert (gc.isenabled(), sys.getswitchinterval()) == (True, TURN)
