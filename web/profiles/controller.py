"""What the pages of partners, units, colleagues and networks have in common."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from litestar import Controller, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath

from crm.log import Receipt
from crm.projections.directory.questions import Party
from domain.refusal import NotFound
from web.acting import Acts, Answer, Page, show_act, take_act
from web.form import Entered, Form, show, take
from web.profiles.history import history_page
from web.profiles.profile import read
from web.profiles.ties import ties_page
from web.visit import Visit


@dataclass(frozen=True, slots=True)
class Pages:
    """What differs: the type of party, its list, its profile, its forms, and what can be said."""

    type: str
    key: str
    index: Callable[[Visit], Page]
    show: Callable[[Visit, Party], Page]
    creating: Callable[[Visit], Form]
    create: Callable[[Visit, Entered], Receipt]
    acts: Acts


class PartiesController(Controller):
    """Pages of one type of party; a subclass says which."""

    pages: ClassVar[Pages]

    @get(sync_to_thread=True)
    def index(self, visit: NamedDependency[Visit]) -> Page:
        """The list."""
        return self.pages.index(visit)

    @get("/new", sync_to_thread=True)
    def new(self, visit: NamedDependency[Visit]) -> Page:
        """The form for a new one."""
        return show(visit, self.pages.creating(visit))

    @post("/new", sync_to_thread=True)
    def create(self, visit: NamedDependency[Visit], entered: NamedDependency[Entered]) -> Answer:
        """Take a new one in."""
        return take(
            visit,
            entered,
            lambda: self.pages.creating(visit),
            lambda typed: self.pages.create(visit, typed),
            lambda receipt: f"{self.path}/{receipt.subject_id}",
        )

    @get("/{subject_id:uuid}", sync_to_thread=True)
    def show(self, visit: NamedDependency[Visit], subject_id: FromPath[UUID]) -> Page:
        """The profile; of what was withdrawn, the history that is left."""
        try:
            party = read(visit, subject_id, self.pages.type)
        except NotFound:
            return history_page(visit, subject_id, self.pages.type, self.pages.key)
        return self.pages.show(visit, party)

    @get("/{subject_id:uuid}/partners", sync_to_thread=True)
    def ties(self, visit: NamedDependency[Visit], subject_id: FromPath[UUID]) -> Page:
        """Everybody it worked with."""
        return ties_page(visit, read(visit, subject_id, self.pages.type))

    @get("/{subject_id:uuid}/history", sync_to_thread=True)
    def history(self, visit: NamedDependency[Visit], subject_id: FromPath[UUID]) -> Page:
        """Every event about it."""
        return history_page(visit, subject_id, self.pages.type, self.pages.key)

    @get("/{subject_id:uuid}/{act:str}", sync_to_thread=True)
    def acting(
        self, visit: NamedDependency[Visit], subject_id: FromPath[UUID], act: FromPath[str]
    ) -> Page:
        """The form of something to be said about it."""
        return show_act(visit, self.pages.acts, act, read(visit, subject_id, self.pages.type))

    @post("/{subject_id:uuid}/{act:str}", sync_to_thread=True)
    def act(
        self,
        visit: NamedDependency[Visit],
        entered: NamedDependency[Entered],
        subject_id: FromPath[UUID],
        act: FromPath[str],
    ) -> Answer:
        """Say something about it."""
        at = self.path if act == "withdrawal" else f"{self.path}/{subject_id}"
        pages = self.pages
        return take_act(
            visit, entered, pages.acts, act, lambda: read(visit, subject_id, pages.type), at
        )
