"""Imports: upload, check, import with progress, undo."""

from functools import partial
from typing import Any
from uuid import UUID

from litestar import Controller, Request, Response, get, post
from litestar.datastructures import UploadFile
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect

from crm.access import Right
from crm.clocks import HOME
from crm.imports.profile import profile, shipped_profiles
from crm.imports.undo import undo
from crm.language import days
from crm.language import gettext as _
from crm.language.fields import field_name, field_of
from crm.language.sentences import sentence
from crm.projections.runs import run, runs
from domain.refusal import NotFound
from web import words
from web.access import ACTS, STRONG, any_of, needs
from web.acting import Answer, Page
from web.form import Entered, attempt, show
from web.history.titles import titles
from web.imports import columns
from web.imports.files import all_told, told
from web.imports.running import RUNNING, Upload
from web.profiles.naming import actor_name
from web.refusals import BODY_LIMIT, MEGABYTE, no_room
from web.sent import form_of
from web.visit import Visit

SHOWN = 200


class ImportsController(Controller):
    """Pages of imports."""

    path = "/imports"
    opt = needs(Right.IMPORTS) | ACTS | any_of("run_id", "upload_id")

    @get(sync_to_thread=True)
    def index(self, visit: NamedDependency[Visit]) -> Page:
        """Every import, and the form for a new one."""
        return _index(visit)

    @post()
    async def upload(
        self, request: Request[Any, Any, Any], visit: NamedDependency[Visit]
    ) -> Answer:
        """Take files, and check them."""
        data = await form_of(request)
        files = [
            (file.filename, await file.read())
            for file in data.getall("files", [])
            if isinstance(file, UploadFile) and file.filename
        ]
        name = str(data.get("profile", ""))
        if not files or name not in shipped_profiles():
            return _index(visit, _("Choose at least one file, and what kind of list it is."))
        upload = RUNNING.receive(visit.crm, name, files, visit.viewer)
        return visit.go(f"/imports/uploads/{upload.id}")

    @get("/uploads/{upload_id:uuid}", sync_to_thread=True)
    def show_upload(self, visit: NamedDependency[Visit], upload_id: FromPath[UUID]) -> Answer:
        """What checking or importing came to so far."""
        upload = _upload(visit, upload_id)
        if upload.stage == "choosing":
            return _ask(visit, f"/imports/uploads/{upload_id}/columns")
        return visit.page(
            "imports/upload.html",
            "imports",
            upload=upload,
            problems=_problems(upload),
            events=_events(upload),
            refusal=_refusal(upload),
            columns=columns.told(upload, profile(upload.profile)),
            title=_title(visit, upload.profile),
            files=all_told(upload.files),
        )

    @post("/uploads/{upload_id:uuid}", sync_to_thread=True)
    def take_in(self, visit: NamedDependency[Visit], upload_id: FromPath[UUID]) -> Redirect:
        """Import what was checked."""
        RUNNING.take_in(visit.crm, _upload(visit, upload_id), visit.viewer)
        return visit.go(f"/imports/uploads/{upload_id}")

    @get("/uploads/{upload_id:uuid}/columns", sync_to_thread=True)
    def choosing(self, visit: NamedDependency[Visit], upload_id: FromPath[UUID]) -> Answer:
        """The form that says which column of a list is which, while that can be said."""
        upload = _upload(visit, upload_id)
        if not upload.can_choose:
            return visit.go(f"/imports/uploads/{upload_id}")
        return show(visit, columns.choosing(upload, profile(upload.profile)))

    @post("/uploads/{upload_id:uuid}/columns", sync_to_thread=True)
    def choose(
        self,
        visit: NamedDependency[Visit],
        entered: NamedDependency[Entered],
        upload_id: FromPath[UUID],
    ) -> Answer:
        """Say which column is which, and check the list anew."""
        upload = _upload(visit, upload_id)
        chosen = profile(upload.profile)
        wrong = None
        if upload.can_choose:
            wrong = attempt(
                visit,
                entered,
                lambda: columns.choosing(upload, chosen),
                lambda typed: columns.choose(visit, upload, chosen, typed),
            )
        return wrong or visit.go(f"/imports/uploads/{upload_id}")

    @get("/{run_id:uuid}", sync_to_thread=True)
    def show(self, visit: NamedDependency[Visit], run_id: FromPath[UUID]) -> Page:
        """One import."""
        found = run(visit.crm.database, run_id)
        if not found:
            raise NotFound("import", str(run_id))
        return visit.page(
            "imports/show.html",
            "imports",
            run=found,
            by=actor_name(visit, found.actor),
            files=all_told(found.files),
            title=_title(visit, found.profile),
            when=_when(visit),
        )

    @post("/{run_id:uuid}/undoing", sync_to_thread=True, opt=STRONG)
    def undo(
        self,
        visit: NamedDependency[Visit],
        entered: NamedDependency[Entered],
        run_id: FromPath[UUID],
    ) -> Redirect:
        """Take an import back; contacts that it brought are erased, so it is grave."""
        reason, viewer = entered.text("reason").strip() or _("undone"), visit.viewer
        undo(visit.crm, run_id, actor=viewer.actor, viewer=viewer, reason=reason)
        # Files that wait to be imported may name whoever was erased.
        RUNNING.sweep(visit.crm)
        return visit.go(f"/imports/{run_id}?saved=1")


def _index(visit: Visit, wrong: str = "") -> Page:
    return visit.page(
        "imports/index.html",
        "imports",
        status_code=422 if wrong else 200,
        runs=runs(visit.crm.database),
        called=partial(actor_name, visit),
        told=all_told,
        profiles=[(name, _title(visit, name)) for name in shipped_profiles()],
        when=_when(visit),
        limit=BODY_LIMIT // MEGABYTE,
        errors=[("files", wrong)] if wrong else [],
    )


def _ask(visit: Visit, url: str) -> Answer:
    """Go where something has to be said first, also from a page that asks how far it is.

    That would take the form for the part that it waits for, and find it empty.
    """
    if visit.request.headers.get("hx-request"):
        return Response("", headers={"HX-Redirect": url})
    return visit.go(url)


def _upload(visit: Visit, upload_id: UUID) -> Upload:
    found = RUNNING.find(visit.crm, upload_id)
    if not found:
        raise NotFound("upload", str(upload_id))
    return found


def _title(visit: Visit, name: str) -> str:
    """Return what people call a profile; one that doesn't ship with the program, by its name."""
    return profile(name).titled(visit.language) if name in shipped_profiles() else name


def _events(upload: Upload) -> list[tuple[str, int]]:
    """Return what comes of an upload, as (what happens to what, how often)."""
    if not upload.report:
        return []
    named, kinds = titles(), words.types()
    return [
        (f"{named.get(what, what)} ({kinds.get(what.partition('.')[0], '')})", count)
        for topic, count in sorted(upload.report.events.items())
        if (what := topic.removeprefix("crm.").removesuffix(".v1"))
    ]


def _problems(upload: Upload) -> list[tuple[str, int, str, str, bool]]:
    if not upload.report:
        return []
    return [
        (
            told(problem.file),
            problem.row,
            field_name(field_of(problem.refusal) or ""),
            sentence(problem.refusal),
            problem.warning,
        )
        for problem in upload.report.problems[:SHOWN]
    ]


def _refusal(upload: Upload) -> str:
    if upload.full:
        return no_room()
    if upload.failed:
        return _("The program failed. Nothing more was saved. Tell your administrator.")
    return sentence(upload.refusal) if upload.refusal else ""


def _when(visit: Visit) -> Any:
    def when(instant: Any) -> str:
        local = instant.astimezone(HOME)
        return f"{days.date_written(local.date(), visit.language)} {local:%H:%M}"

    return when
