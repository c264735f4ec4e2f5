"""Refusals of days: which can't be read, and which don't fit what is known."""

from collections.abc import Callable
from typing import Any

from crm.clocks import HOME, NotKnownYet
from crm.language import current
from crm.language import gettext as _
from crm.language.days import written
from domain.aspects import AfterItsEnd
from domain.beginning import AfterAChange, ChangedAtFirst
from domain.day import BeforeLatestChange, Day, EndsBeforeStart, StillToCome, UnreadableDay
from domain.engagement import NotYetHeld
from domain.participation import OutsidePeriod


def _day(day: Day | None) -> str:
    return written(day and day.text, current.get())


def _period(refusal: OutsidePeriod) -> str:
    starts = _day(refusal.starts_on) or "…"
    ends = _day(refusal.ends_on) or "…"
    return _(
        "These days lie outside the activity's own, %(starts)s to %(ends)s. "
        "Choose other days, or extend the activity first."
    ) % {"starts": starts, "ends": ends}


OF_DAYS: dict[type, Callable[[Any], str]] = {
    UnreadableDay: lambda r: (
        _("“%(text)s” isn't a day. Write it as 14.5.2019, 2019-05-14, 5/2019 or 2019.")
        % {"text": r.text}
    ),
    StillToCome: lambda r: (
        _("%(day)s is still to come. Record this once it has happened.") % {"day": _day(r.day)}
    ),
    EndsBeforeStart: lambda r: (
        _("The end, %(until)s, comes before the start, %(from)s. Change one of them.")
        % {"until": _day(r.until_on), "from": _day(r.from_on)}
    ),
    BeforeLatestChange: lambda r: (
        _(
            "It changed last on %(latest)s; a later change can't be dated before that. "
            "If that one was wrong, choose “It was wrong”."
        )
        % {"latest": _day(r.latest_on)}
    ),
    AfterAChange: lambda r: (
        _(
            "Something changed on %(changed)s already, so it began earlier than that. Choose an "
            "earlier day, or undo that change in the history first."
        )
        % {"changed": _day(r.changed_on)}
    ),
    ChangedAtFirst: lambda r: (
        _(
            "Something changed on %(changed)s already, on the first day as it stands. Undo that "
            "change in the history first, and record it again once the day is right."
        )
        % {"changed": _day(r.changed_on)}
    ),
    AfterItsEnd: lambda r: (
        _(
            "It came to its end on %(ended)s; a change can't be dated after that. If there was no "
            "end, undo it in the history first."
        )
        % {"ended": _day(r.ended_on)}
    ),
    OutsidePeriod: _period,
    NotYetHeld: lambda r: (
        _("It has not been held yet: it starts on %(day)s. Record it as delivered after that.")
        % {"day": _day(r.starts_on)}
    ),
    NotKnownYet: lambda r: (
        _(
            "Nothing was known of this yet on %(day)s. Ask as it was known later, or as it is "
            "known now."
        )
        % {"day": _day(Day.of(r.known_at.astimezone(HOME).date()))}
    ),
}
