"""Vocabularies: the terms of each list, how often each is used, and what can be said about one."""

from urllib.parse import unquote

from litestar import Controller, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath

from crm.access import Right
from web.access import ACTS, needs
from web.acting import Answer, Page
from web.form import Entered, show, take
from web.visit import Visit
from web.vocabularies import forms
from web.vocabularies.listing import vocabularies_page

AT = "/vocabularies"


class VocabulariesController(Controller):
    """Pages of the lists of terms."""

    path = AT
    opt = needs(Right.VOCABULARIES) | ACTS

    @get(sync_to_thread=True)
    def index(self, visit: NamedDependency[Visit]) -> Page:
        """All of them."""
        return vocabularies_page(visit)

    @get("/{vocabulary:str}/new", sync_to_thread=True)
    def new(self, visit: NamedDependency[Visit], vocabulary: FromPath[str]) -> Page:
        """The form for a new term."""
        return show(visit, forms.adding(vocabulary))

    @post("/{vocabulary:str}/new", sync_to_thread=True)
    def add(
        self,
        visit: NamedDependency[Visit],
        entered: NamedDependency[Entered],
        vocabulary: FromPath[str],
    ) -> Answer:
        """Add a term."""
        return take(
            visit,
            entered,
            lambda: forms.adding(vocabulary),
            lambda typed: visit.crm.name_term(
                vocabulary, forms.names_in(typed), origin=visit.origin(typed.command_id)
            ),
            lambda _receipt: AT,
        )

    @get("/{vocabulary:str}/{code:str}/{act:str}", sync_to_thread=True)
    def acting(
        self,
        visit: NamedDependency[Visit],
        vocabulary: FromPath[str],
        code: FromPath[str],
        act: FromPath[str],
    ) -> Page:
        """The form of something to be said about a term."""
        return show(visit, forms.of_term(visit, vocabulary, unquote(code), act))

    @post("/{vocabulary:str}/{code:str}/{act:str}", sync_to_thread=True)
    def act(
        self,
        visit: NamedDependency[Visit],
        entered: NamedDependency[Entered],
        vocabulary: FromPath[str],
        code: FromPath[str],
        act: FromPath[str],
    ) -> Answer:
        """Say something about a term."""
        term = vocabulary, unquote(code), act
        return take(
            visit,
            entered,
            lambda: forms.of_term(visit, *term),
            lambda typed: forms.tell(visit, typed, *term),
            lambda _receipt: AT,
        )
