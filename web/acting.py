"""Acts on one thing: each is a form and the command that it gives, under a word in the address."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypedDict
from uuid import UUID

from litestar import Response
from litestar.exceptions import NotFoundException
from litestar.response import Redirect

from crm.log import Origin, Receipt
from web.form import Entered, Form, show, take
from web.visit import Visit

Page = Response[str]
Answer = Response[str] | Redirect


@dataclass(frozen=True, slots=True)
class Act:
    """What can be done with something: `form(visit, thing)`, `command(visit, id, typed)`."""

    form: Callable[[Visit, Any], Form]
    command: Callable[[Visit, UUID, Entered], Receipt]


Acts = Mapping[str, Act]


class How(TypedDict):
    """How every act on something is given: on which version of it, from where."""

    version: int | None
    origin: Origin


def how(visit: Visit, typed: Entered) -> How:
    """Say on which version a form was filled in, and where it comes from."""
    return {"version": typed.version, "origin": visit.origin(typed.command_id)}


def show_act(visit: Visit, acts: Acts, name: str, thing: Any) -> Page:
    """Show the form of an act; 404 where there is no such act."""
    return show(visit, _named(acts, name).form(visit, thing))


def take_act(
    visit: Visit,
    entered: Entered,
    acts: Acts,
    name: str,
    read: Callable[[], Any],
    at: str,
) -> Answer:
    """Give the command of an act, then go back to the thing; `read` gives it as it is now."""
    act, thing = _named(acts, name), read()
    return take(
        visit,
        entered,
        lambda: act.form(visit, read()),
        lambda typed: act.command(visit, thing.id, typed),
        lambda _receipt: at,
    )


def _named(acts: Acts, name: str) -> Act:
    if act := acts.get(name):
        return act
    raise NotFoundException
