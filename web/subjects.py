"""What the pages of partners, units, colleagues, networks, projects and engagements have in common.

Each has a list, a form for a new one, a profile, a history, and acts: what can be said about it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar
from uuid import UUID

from litestar import Controller, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath

from crm.log import Receipt
from domain.refusal import NotFound
from web.access import ACTS, WHOLE
from web.acting import Acts, Answer, Page, show_act, take_act
from web.form import Entered, Form, show, take
from web.noting import KEPT
from web.profiles.history import history_page
from web.visit import Visit


@dataclass(frozen=True, slots=True)
class Subject:
    """What differs: the type, its place in the menu, its list, its forms, what can be said."""

    type: str
    key: str
    index: Callable[[Visit], Page]
    creating: Callable[[Visit], Form]
    create: Callable[[Visit, Entered], Receipt]
    acts: Acts


class SubjectController(Controller):
    """Pages of one type of party or activity; a subclass says which, and how its profile looks."""

    subject: ClassVar[Subject]

    def read(self, visit: Visit, subject_id: UUID) -> Any:
        """Return it as it was on the day asked of. Raises NotFound."""
        raise NotImplementedError

    def to_change(self, visit: Visit, subject_id: UUID) -> Any:
        """Return it as a form shows it. Raises NotFound."""
        return self.read(visit, subject_id)

    def profile(self, visit: Visit, thing: Any) -> Page:
        """Show what was read."""
        raise NotImplementedError

    def once_withdrawn(self, _visit: Visit, _subject_id: UUID) -> list[tuple[str, str]]:
        """Return what can still be done with one that was withdrawn, with the addresses."""
        return []

    def _history(self, visit: Visit, subject_id: UUID) -> Page:
        return history_page(
            visit,
            subject_id,
            self.subject.type,
            self.subject.key,
            lambda: self.once_withdrawn(visit, subject_id),
        )

    @get(sync_to_thread=True, opt={KEPT: True})
    def index(self, visit: NamedDependency[Visit]) -> Page:
        """The list."""
        return self.subject.index(visit)

    @get("/new", sync_to_thread=True, opt=ACTS)
    def new(self, visit: NamedDependency[Visit]) -> Page:
        """The form for a new one."""
        return show(visit, self.subject.creating(visit))

    @post("/new", sync_to_thread=True)
    def create(self, visit: NamedDependency[Visit], entered: NamedDependency[Entered]) -> Answer:
        """Record a new one."""
        return take(
            visit,
            entered,
            lambda: self.subject.creating(visit),
            lambda typed: self.subject.create(visit, typed),
            lambda receipt: f"{self.path}/{receipt.subject_id}",
        )

    @get("/{subject_id:uuid}", sync_to_thread=True, opt={KEPT: True})
    def show(self, visit: NamedDependency[Visit], subject_id: FromPath[UUID]) -> Page:
        """The profile; of what was withdrawn, the history that is left."""
        try:
            thing = self.read(visit, subject_id)
        except NotFound:
            return self._history(visit, subject_id)
        return self.profile(visit, thing)

    @get("/{subject_id:uuid}/history", sync_to_thread=True, opt=WHOLE)
    def history(self, visit: NamedDependency[Visit], subject_id: FromPath[UUID]) -> Page:
        """Every event about it."""
        return self._history(visit, subject_id)

    @get("/{subject_id:uuid}/{act:str}", sync_to_thread=True, opt=ACTS)
    def acting(
        self, visit: NamedDependency[Visit], subject_id: FromPath[UUID], act: FromPath[str]
    ) -> Page:
        """The form of something to be said about it."""
        return show_act(visit, self.subject.acts, act, self.to_change(visit, subject_id))

    @post("/{subject_id:uuid}/{act:str}", sync_to_thread=True)
    def act(
        self,
        visit: NamedDependency[Visit],
        entered: NamedDependency[Entered],
        subject_id: FromPath[UUID],
        act: FromPath[str],
    ) -> Answer:
        """Say something about it."""
        # What was withdrawn, or marked as sensitive, may be nothing the viewer sees any more.
        gone = act in {"withdrawal", "sensitivity"}
        at = self.path if gone else f"{self.path}/{subject_id}"
        acts = self.subject.acts
        return take_act(visit, entered, acts, act, lambda: self.to_change(visit, subject_id), at)
