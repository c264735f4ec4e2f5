"""Forms as data: one template shows every form, one function takes every answer."""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar
from uuid import UUID, uuid4, uuid5

from litestar import Response
from litestar.datastructures import FormMultiDict
from litestar.response import Redirect

from crm.language.fields import field_of, labelled
from crm.language.sentences import sentence
from crm.log import ChangedMeanwhile, Receipt
from crm.signing_in.limits import TooManyTries
from domain.day import Day, check_has_come
from domain.identity_code import HoldsIdentityCode
from domain.refusal import (
    Missing,
    NotANumber,
    Refusal,
    UnknownName,
    Unprintable,
)
from web import days
from web.checking import WARNED, refusals, warnings
from web.resting import resting_on, without_restricted
from web.showing import shown_field
from web.visit import Visit, as_id

Option = tuple[str, str]
Rule = tuple[str, Callable[["Entered"], object]]
NUMBER = re.compile(r"-?\d{1,7}")


@dataclass(frozen=True, slots=True)
class Field:
    """One field: `kind` is line, area, day, choice, choices, party, parties, number or tick.

    How somebody is reached: email or phone. Where somebody shows who they are: username,
    current-password, new-password or code.
    `value` is what it holds at first: text, or a list of chosen values, parties as (id, name);
    None where it asks for something that isn't kept yet, such as a reason.
    `types` says which parties may be chosen: partner, unit, colleague, network, with commas.
    `check` is asked of what was typed, and raises what is wrong with it; `past` is a day that must
    have come.
    """

    name: str
    label: str
    kind: str = "line"
    value: Any = None
    required: bool = False
    help: str | None = None
    options: list[Option] = field(default_factory=list)
    more: bool = False
    check_url: str | None = None
    types: str = ""
    check: Callable[[str], object] | None = None
    past: bool = False


@dataclass(frozen=True, slots=True)
class Form:
    """A form: its heading, its fields, what its button says, and the way out.

    `rules` are about several fields together, each with the field where a refusal is told.
    `page` is the template that shows it, `more` what that needs besides; `action` is where it is
    sent, if not to the page's own address.
    """

    title: str
    fields: list[Field]
    submit: str
    cancel: str
    key: str = ""
    lead: str = ""
    version: int | None = None
    page: str = "layout/form.html"
    action: str = ""
    more: dict[str, Any] = field(default_factory=dict)
    rules: Sequence[Rule] = ()


class Entered:
    """What was typed into a form; `command_id` lets what is sent twice be recorded once."""

    def __init__(self, data: FormMultiDict | Mapping[str, Any], today: date, url: str) -> None:
        multi = isinstance(data, FormMultiDict)
        pairs = data.multi_items() if multi else data.items()  # type: ignore[union-attr]
        self.values: dict[str, list[str]] = {}
        for name, value in pairs:
            if isinstance(value, str):
                self.values.setdefault(name, []).append(value)
        self.today = today
        given = as_id(self.text("command_id"))
        # The same form with other words in it, as after going back, is another command.
        said = json.dumps([url, sorted(self.values.items())])
        self.command_id = uuid5(given, said) if given else None

    def text(self, name: str) -> str:
        """Return a field as it was typed."""
        return self.values.get(name, [""])[0]

    def all(self, name: str) -> tuple[str, ...]:
        """Return every chosen value of a field."""
        return tuple(value for value in self.values.get(name, ()) if value)

    def day(self, name: str) -> Day | None:
        """Return a day; None where nothing was typed. Raises UnreadableDay."""
        text = self.text(name).strip()
        return days.read(text, name, self.today) if text else None

    def needed_day(self, name: str) -> Day:
        """Return a day that must be there. Raises Missing, UnreadableDay."""
        if found := self.day(name):
            return found
        raise Missing(name)

    def past_day(self, name: str) -> Day:
        """Return a day on which something has happened. Raises Missing, StillToCome."""
        found = self.needed_day(name)
        check_has_come(found, self.today, name)
        return found

    def id(self, name: str) -> UUID | None:
        """Return a chosen party or thing; None where none was. Raises UnknownName."""
        return next(iter(self.ids(name)), None)

    def ids(self, name: str) -> list[UUID]:
        """Return the chosen parties or things. Raises UnknownName for what is no id."""
        found = []
        for text in self.all(name):
            one = as_id(text)
            if not one:
                raise UnknownName(name, text)
            found.append(one)
        return found

    def check(self) -> None:
        """Raise Unprintable where any field, a hidden one too, holds what no text can."""
        for name, values in self.values.items():
            if any("\0" in value for value in values):
                raise Unprintable(name)

    def needed_id(self, name: str) -> UUID:
        """Return a chosen party or thing. Raises Missing."""
        if found := self.id(name):
            return found
        raise Missing(name)

    def number(self, name: str) -> int:
        """Return a whole number, 0 where nothing was typed. Raises NotANumber where it is none.

        What has more than seven digits is a telephone number in the wrong field.
        """
        text = self.text(name).replace(" ", "").replace("\N{NO-BREAK SPACE}", "")
        if not text:
            return 0
        if not NUMBER.fullmatch(text):
            raise NotANumber(name, self.text(name))
        return int(text)

    @property
    def version(self) -> int | None:
        """The version of the thing that the form was filled in on."""
        text = self.text("version")
        return int(text) if text.isdecimal() and len(text) < 10 else None  # noqa: PLR2004


Act = Callable[[Entered], Receipt]
Answered = TypeVar("Answered")
TOO_MANY = 429


def show(visit: Visit, form: Form) -> Response[str]:
    """Show a form to fill in."""
    return _page(visit, form, {}, [], uuid4(), 200)


def take(
    visit: Visit,
    entered: Entered,
    form: Callable[[], Form],
    act: Act,
    to: Callable[[Receipt], str],
) -> Response[str] | Redirect:
    """Give the command of a form, and go where it can be seen; or show what must be mended.

    What was typed is kept. Where somebody else changed the same thing meanwhile, both values are
    shown, and saving again takes the typed one. A form that was sent twice goes where the first
    sending went.
    """
    try:
        entered.check()
        receipt = _seen(visit, entered)
        if not receipt:
            if wrong := refusals(visit, entered, form()):
                return _refused(visit, form(), entered, wrong)
            if found := warnings(entered, form()):
                return _refused(visit, form(), entered, found)
            receipt = act(entered)
    except ChangedMeanwhile as refusal:
        receipt = _seen(visit, entered)
        if not receipt:
            errors = [("errors", sentence(refusal))]
            return _page(visit, form(), entered.values, errors, uuid4(), 409)
    except Refusal as refusal:
        return _refused(visit, form(), entered, [(field_of(refusal), refusal)])
    url = to(receipt)
    return visit.go(f"{url}{'&' if '?' in url else '?'}saved={receipt.position}")


def attempt(
    visit: Visit,
    entered: Entered,
    form: Callable[[], Form],
    act: Callable[[Entered], Answered],
) -> Answered | Response[str]:
    """Do what a form asks for that is no command of the log; or show what must be mended."""
    try:
        entered.check()
        return act(entered)
    except TooManyTries as refusal:
        answer = _refused(visit, form(), entered, [(field_of(refusal), refusal)], TOO_MANY)
        answer.headers["Retry-After"] = str(refusal.seconds)
        return answer
    except Refusal as refusal:
        return _refused(visit, form(), entered, [(field_of(refusal), refusal)])


def _seen(visit: Visit, entered: Entered) -> Receipt | None:
    return visit.crm.seen(entered.command_id) if entered.command_id else None


def _refused(
    visit: Visit,
    form: Form,
    entered: Entered,
    found: Sequence[tuple[str | None, Refusal]],
    status: int = 422,
) -> Response[str]:
    """Show a form again with all that must be mended, in the words of its labels."""
    found = [(field, without_restricted(visit, one)) for field, one in found]
    with labelled({one.name: one.label for one in form.fields}):
        errors = [(_place(form, entered, field), sentence(one)) for field, one in found]
    command, resting = entered.command_id or uuid4(), resting_on(visit, found[0][1])
    warned = isinstance(found[0][1], HoldsIdentityCode) or bool(entered.text(WARNED))
    return _page(visit, form, entered.values, errors, command, status, resting, warned=warned)


def _place(form: Form, entered: Entered, about: str | None) -> str:
    """Return the field that something is about: that name, its plural, or where a partner is."""
    names = [one.name for one in form.fields]
    chosen = [
        one.name for one in form.fields if "partner" in one.types and any(entered.all(one.name))
    ]
    wanted = [about, f"{about}s", *(chosen if about == "party" else [])]
    return next((name for name in wanted if name in names), None) or _first(form)


def _page(
    visit: Visit,
    form: Form,
    values: dict[str, list[str]],
    errors: list[tuple[str, str]],
    command_id: UUID,
    status_code: int,
    resting: Sequence[Option] = (),
    *,
    warned: bool = False,
) -> Response[str]:
    stale = status_code == 409  # noqa: PLR2004
    shown = [shown_field(visit, one, values, dict(errors), stale=stale) for one in form.fields]
    return visit.page(
        form.page,
        form.key,
        status_code=status_code,
        form=form,
        fields=[one for one in shown if not one["more"]],
        more=[one for one in shown if one["more"]],
        errors=_anchored(form, errors),
        command_id=command_id,
        resting=resting,
        warned=warned,
    )


def _anchored(form: Form, errors: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Let each error lead to a field that is there."""
    names = {one.name for one in form.fields}
    return [(name if name in names else _first(form), text) for name, text in errors]


def _first(form: Form) -> str:
    """Return where something is told that no field has: at the first, or where there are none."""
    return form.fields[0].name if form.fields else "main"
