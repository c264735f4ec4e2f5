"""Undoing one event: a page that says in words what will be so afterwards, and asks why."""

from uuid import UUID

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath

from crm.language import gettext as _
from crm.undoing import check_may_be_so, undo
from domain.refusal import NotFound
from domain.undoing import Undoable
from web.access import ACTS
from web.acting import Answer, Page, how
from web.form import Entered, Field, Form, show, take
from web.history.afterwards import afterwards
from web.history.titles import title_of
from web.subjects import SubjectController
from web.visit import Visit
from web.words import PATHS


class UndoingController(SubjectController):
    """Pages that undo what was said of one type of party or activity, by its number."""

    @get("/{subject_id:uuid}/{number:int}/undoing", sync_to_thread=True, opt=ACTS)
    def undoing(
        self, visit: NamedDependency[Visit], subject_id: FromPath[UUID], number: FromPath[int]
    ) -> Page:
        """The form."""
        return show(visit, _form(visit, self.subject.type, subject_id, number))

    @post("/{subject_id:uuid}/{number:int}/undoing", sync_to_thread=True)
    def undo(
        self,
        visit: NamedDependency[Visit],
        entered: NamedDependency[Entered],
        subject_id: FromPath[UUID],
        number: FromPath[int],
    ) -> Answer:
        """Undo it."""
        kind = self.subject.type
        return take(
            visit,
            entered,
            lambda: _form(visit, kind, subject_id, number),
            lambda typed: undo(
                visit.crm, subject_id, number, typed.text("reason"), **how(visit, typed)
            ),
            lambda _receipt: f"{self.path}/{subject_id}/history",
        )


def _form(visit: Visit, kind: str, subject_id: UUID, number: int) -> Form:
    """Say what will be so.

    Raises NotFound, UndoneAlready, SaidAnew, NotUndoable, IsWithdrawn, StewardIsErased.
    """
    entries = visit.crm.entries_about(subject_id)
    if not 0 < number <= len(entries) or entries[0].topic.split(".")[1] != kind:
        raise NotFound("entry", str(number))
    thing = visit.crm.get(Undoable, subject_id)
    undoing = thing.undoing(number)
    check_may_be_so(visit.crm, undoing)
    lead = [afterwards(visit, thing, undoing), _("History keeps it all.")]
    at = f"{PATHS[kind]}/{subject_id}"
    return Form(
        title=_("Undo “%(what)s”") % {"what": title_of(entries[number - 1])},
        lead=" ".join(lead),
        fields=[Field("reason", _("Why it is undone"), required=True)],
        submit=_("Undo"),
        cancel=f"{at}/history",
        key=PATHS[kind].lstrip("/"),
        version=thing.version,
    )
