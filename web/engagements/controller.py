"""Engagements: the list, the profile, and what can be said about one."""

from typing import ClassVar

from litestar import get
from litestar.di import NamedDependency

from crm.access import Right
from crm.language import gettext as _
from web.access import needs
from web.acting import Page
from web.activities.controller import ActivitiesController, Menu
from web.activities.listing import Kind, activities_page
from web.engagements import forms
from web.subjects import Subject
from web.visit import Visit


def kind() -> Kind:
    """The list of engagements."""
    return Kind(
        type="engagement",
        key="engagements",
        title=_("Engagements"),
        search_label=_("Search engagements"),
        empty_title=_("No engagements yet"),
        empty_text=_("Log the first one: what, when, with whom."),
        create=(_("New engagement"), "/engagements/new"),
    )


def every_kind() -> Kind:
    """The list of projects and engagements together, which figures open."""
    return Kind(
        type="",
        key="engagements",
        title=_("Projects and engagements"),
        search_label=_("Search projects and engagements"),
        empty_title=_("Nothing yet"),
        empty_text=_("Log the first one: what, when, with whom."),
        create=None,
    )


class EngagementsController(ActivitiesController):
    """Pages of engagements."""

    path = "/engagements"
    opt = needs(Right.ENGAGEMENTS)
    menu: ClassVar[Menu] = forms.menu
    subject: ClassVar[Subject] = Subject(
        type="engagement",
        key="engagements",
        index=lambda visit: activities_page(visit, kind()),
        creating=forms.logging_one,
        create=forms.log,
        acts=forms.ACTS,
    )

    @get("/all", sync_to_thread=True)
    def every(self, visit: NamedDependency[Visit]) -> Page:
        """Projects and engagements alike."""
        return activities_page(visit, every_kind())
