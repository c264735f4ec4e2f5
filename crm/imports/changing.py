"""A row of an activity that is there already: what it says, and the events that come of it."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from operator import attrgetter, itemgetter
from typing import cast

from crm.clocks import today
from crm.imports.by_hand import ByHand
from crm.imports.tables import Row
from crm.imports.values import Cells, read_form
from crm.meanings import Meanings
from crm.projections.participation.questions import ActivityNow
from domain.activity import Activity
from domain.day import Day
from domain.engagement import Engagement, EngagementState
from domain.outline import Form
from domain.project import Project, ProjectIsOver
from domain.text import line, optional_line, paragraphs

REASON = "import"


@dataclass(frozen=True, slots=True)
class Said:
    """An activity as a row says it is; what the row leaves open is as it is known."""

    title: str
    starts_on: Day | None
    ends_on: Day | None
    form: str
    themes: tuple[str, ...]
    place: str | None
    goal: str

    def themes_besides(self, now: ActivityNow) -> list[str]:
        """Return the themes that it hasn't got yet; those that it has may stay, retired or not."""
        return [theme for theme in self.themes if theme not in now.themes]

    def is_known(self, now: ActivityNow) -> bool:
        """Say whether the row says nothing new."""
        starts, ends = (day and day.text for day in (self.starts_on, self.ends_on))
        if now.type == "engagement":
            ends = ends or starts
        said = self.title, starts, ends, self.form, self.themes, self.place, self.goal
        known = now.title, now.starts, now.ends, now.form, _themes(now), now.place, now.goal or ""
        return said == known


def as_meant(now: ActivityNow, themes: Meanings) -> ActivityNow:
    """Return an activity as it is known, its themes as what they mean."""
    return replace(now, themes=themes.of(now.themes)) if themes.merged else now


def as_said(said: Said, activity: Activity, themes: Meanings) -> Said:
    """Return what a row says; themes that only are what those it has mean leave it those."""
    if isinstance(activity, Project):
        has = activity.themes
    else:
        has = cast("Engagement", activity).outline.themes
    return replace(said, themes=tuple(sorted(themes.kept(said.themes, has))))


def said_in(cells: Cells, bare: Cells, row: Row, now: ActivityNow) -> Said:
    """Read a row of an activity that is there; `bare` are its cells without what empty ones mean.

    Raises Missing, UnreadableDay, UnknownForm, TooLong, Unprintable.
    """
    # What was on one day is on another one day, unless the file says until when.
    one_day = now.type == "engagement" and now.starts == now.ends
    form = bare.text(row, "form")
    return Said(
        title=line(cells.text(row, "title"), "title"),
        starts_on=cells.day(row, "starts_on") or _day(now.starts),
        ends_on=cells.day(row, "ends_on") or (None if one_day else _day(now.ends)),
        form=read_form(form).value if form else now.form,
        themes=tuple(sorted(set(bare.words(row, "themes")))) or _themes(now),
        place=optional_line(bare.text(row, "place"), "place") or now.place,
        goal=paragraphs(bare.text(row, "goal"), "goal") or now.goal or "",
    )


def let_be(said: Said, activity: Activity, by_hand: ByHand) -> Said:
    """Return what a row says, but for what somebody said otherwise after it had been taken in."""
    days = activity.starts_on, activity.ends_on
    wanted = said.starts_on, said.ends_on
    if isinstance(activity, Engagement):
        wanted = said.starts_on, said.ends_on or said.starts_on
    starts_on, ends_on = by_hand.kept("days", "starts_on", days, wanted)
    said = replace(said, starts_on=starts_on, ends_on=ends_on)
    if isinstance(activity, Project):
        goal = by_hand.kept("goal", "goal", activity.goal, said.goal, itemgetter(0))
        themes = by_hand.kept("goal", "themes", activity.themes, said.themes, itemgetter(1))
        title = by_hand.kept("title", "title", activity.title, said.title)
        return replace(said, title=title, goal=goal, themes=themes)
    engagement = cast("Engagement", activity)
    now = engagement.outline
    title = by_hand.kept("title", "title", engagement.title, said.title)
    form = by_hand.kept("description", "form", now.form, Form(said.form), attrgetter("form"))
    themes = by_hand.kept("description", "themes", now.themes, said.themes, attrgetter("themes"))
    place = by_hand.kept("description", "place", now.place, said.place, attrgetter("place"))
    return replace(said, title=title, form=form.value, themes=themes, place=place)


def tell(activity: Activity, said: Said, warn: Callable[[ProjectIsOver], None]) -> None:
    """Let an activity be as a row says, changed from today on or corrected.

    A project that is over takes no other goal and no other themes: that is a warning.
    """
    if isinstance(activity, Project):
        if said.title != activity.title:
            activity.retitle(said.title, Day.of(today()))
        activity.correct_period(said.starts_on, said.ends_on, REASON)
        if (said.goal, said.themes) != (activity.goal, activity.themes):
            try:
                activity.set_goal(said.goal, said.themes)
            except ProjectIsOver as refusal:
                warn(refusal)
    elif isinstance(activity, Engagement) and said.starts_on:
        activity.correct_title(said.title, REASON)
        activity.correct_days(said.starts_on, said.ends_on, REASON)
        _describe(activity, said)


def _describe(engagement: Engagement, said: Said) -> None:
    outline = replace(
        engagement.outline, form=Form(said.form), themes=said.themes, place=said.place
    )
    if engagement.state is EngagementState.AGREED:
        engagement.describe(outline, REASON)
    else:
        # What is over can't change any more.
        engagement.correct_description(outline, REASON)


def _themes(now: ActivityNow) -> tuple[str, ...]:
    return tuple(sorted(now.themes))


def _day(text: str | None) -> Day | None:
    return Day.parse(text) if text else None
