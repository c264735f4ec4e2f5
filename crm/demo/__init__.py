"""A demonstration: three years of a competence centre that exists nowhere but here."""

from collections.abc import Callable
from datetime import date

from crm.application import CRM
from crm.demo.cast import Cast
from crm.demo.script import script
from crm.log import Origin


def play(
    crm: CRM, until: date, progress: Callable[[int, int], None] = lambda _done, _of: None
) -> None:
    """Give the commands of the three years up to a day, in the order they were recorded.

    The same `until` tells the same story; what was played already adds nothing. An installation
    without vocabularies gets them on the story's first day: set up later, they would date all
    that follows, since the time of recording never runs backwards. Raises NotEmpty.
    """
    steps = script(until)
    crm.set_up_vocabularies(origin=Origin("system", "job", recorded_at=steps[0].at))
    cast = Cast.meet(crm, steps)
    for done, step in enumerate(steps, 1):
        cast.play(step)
        progress(done, len(steps))
