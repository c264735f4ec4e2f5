"""What the pages of projects and engagements have in common."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from litestar import Controller, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath

from crm.log import Receipt
from domain.refusal import NotFound
from web.acting import Acts, Answer, Page, show_act, take_act
from web.activities.listing import Kind, activities_page
from web.activities.show import Thing, activity_page, read
from web.form import Entered, Form, show, take
from web.profiles.history import history_page
from web.visit import Visit


@dataclass(frozen=True, slots=True)
class ActivityPages:
    """What differs: the list, the forms, and what can be said, in the order of its menu."""

    type: str
    key: str
    kind: Callable[[], Kind]
    creating: Callable[[Visit], Form]
    create: Callable[[Visit, Entered], Receipt]
    acts: Acts
    menu: Callable[[Visit, Thing], list[tuple[str, str]]]


class ActivitiesController(Controller):
    """Pages of projects or of engagements; a subclass says which."""

    pages: ClassVar[ActivityPages]

    @get(sync_to_thread=True)
    def index(self, visit: NamedDependency[Visit]) -> Page:
        """The list."""
        return activities_page(visit, self.pages.kind())

    @get("/new", sync_to_thread=True)
    def new(self, visit: NamedDependency[Visit]) -> Page:
        """The form for a new one."""
        return show(visit, self.pages.creating(visit))

    @post("/new", sync_to_thread=True)
    def create(self, visit: NamedDependency[Visit], entered: NamedDependency[Entered]) -> Answer:
        """Record a new one."""
        return take(
            visit,
            entered,
            lambda: self.pages.creating(visit),
            lambda typed: self.pages.create(visit, typed),
            lambda receipt: f"{self.path}/{receipt.subject_id}",
        )

    @get("/{activity_id:uuid}", sync_to_thread=True)
    def show(self, visit: NamedDependency[Visit], activity_id: FromPath[UUID]) -> Page:
        """The profile; of what was withdrawn, the history that is left."""
        try:
            thing = read(visit, activity_id, self.pages.type)
        except NotFound:
            return history_page(visit, activity_id, self.pages.type, self.pages.key)
        return activity_page(visit, thing, self.pages.key, self.pages.menu(visit, thing))

    @get("/{activity_id:uuid}/history", sync_to_thread=True)
    def history(self, visit: NamedDependency[Visit], activity_id: FromPath[UUID]) -> Page:
        """Every event about it."""
        return history_page(visit, activity_id, self.pages.type, self.pages.key)

    @get("/{activity_id:uuid}/{act:str}", sync_to_thread=True)
    def acting(
        self, visit: NamedDependency[Visit], activity_id: FromPath[UUID], act: FromPath[str]
    ) -> Page:
        """The form of something to be said about it."""
        return show_act(visit, self.pages.acts, act, read(visit, activity_id, self.pages.type))

    @post("/{activity_id:uuid}/{act:str}", sync_to_thread=True)
    def act(
        self,
        visit: NamedDependency[Visit],
        entered: NamedDependency[Entered],
        activity_id: FromPath[UUID],
        act: FromPath[str],
    ) -> Answer:
        """Say something about it."""
        at = self.path if act == "withdrawal" else f"{self.path}/{activity_id}"
        pages = self.pages
        return take_act(
            visit, entered, pages.acts, act, lambda: read(visit, activity_id, pages.type), at
        )
