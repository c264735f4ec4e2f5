"""Projects: the list, the profile, and what can be said about one."""

from typing import ClassVar

from crm.access import Right
from crm.language import gettext as _
from web.access import needs
from web.activities.controller import ActivitiesController, Menu
from web.activities.listing import Kind, activities_page
from web.projects import forms
from web.subjects import Subject


def kind() -> Kind:
    """The list of projects."""
    return Kind(
        type="project",
        key="projects",
        title=_("Projects"),
        search_label=_("Search projects"),
        empty_title=_("No projects yet"),
        empty_text=_("Plan the first one: a goal, a period, and who takes part."),
        create=(_("New project"), "/projects/new"),
    )


class ProjectsController(ActivitiesController):
    """Pages of projects."""

    path = "/projects"
    opt = needs(Right.PROJECTS)
    menu: ClassVar[Menu] = forms.menu
    subject: ClassVar[Subject] = Subject(
        type="project",
        key="projects",
        index=lambda visit: activities_page(visit, kind()),
        creating=forms.planning,
        create=forms.plan,
        acts=forms.ACTS,
    )
