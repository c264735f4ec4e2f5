"""Saying which column of a plain list is which."""

from crm.imports.columns import Heads, checked, remember
from crm.imports.profile import Profile, TableProfile
from crm.language import gettext as _
from crm.language.fields import field_name
from web.form import Entered, Field, Form, Option
from web.imports.running import RUNNING, Upload
from web.visit import Visit

# How much of what a column holds is shown beside its heading.
SHOWN = 30


def choosing(upload: Upload, profile: Profile) -> Form:
    """The form that asks for each column of a list; what is likely is chosen already."""
    assert upload.heads
    assert profile.plain
    table, options, chosen = profile.plain, _options(upload.heads), upload.columns or {}
    needed_first = sorted(table.columns(), key=lambda name: not _is_needed(table, name))
    return Form(
        title=_("Which column is which?"),
        lead=_("What you say is remembered for lists with the same headings."),
        fields=[
            Field(
                name,
                field_name(name),
                "choice",
                chosen.get(name, ""),
                required=_is_needed(table, name),
                options=options,
                help=_("Without one, partners are told apart by their name and place.")
                if table.key and name == table.key.column
                else None,
            )
            for name in needed_first
        ],
        submit=_("Check"),
        cancel="/imports",
        key="imports",
    )


def choose(visit: Visit, upload: Upload, profile: Profile, typed: Entered) -> None:
    """Check a list anew by what was said of its columns, and remember that. Raises Missing."""
    assert upload.heads
    assert profile.plain
    said = {name: typed.text(name) for name in profile.plain.columns()}
    columns = checked(profile.plain, upload.heads, said)
    remember(visit.crm.database, profile, upload.heads, columns)
    RUNNING.choose(visit.crm, upload, columns, visit.viewer)


def told(upload: Upload, profile: Profile) -> list[Option]:
    """Return which field of a list was read from which column."""
    if not upload.heads or not profile.plain:
        return []
    chosen = upload.columns or {}
    return [(field_name(name), chosen.get(name) or "–") for name in profile.plain.columns()]


def _is_needed(table: TableProfile, name: str) -> bool:
    return name in table.needed() and not (table.key and name == table.key.column)


def _options(heads: Heads) -> list[Option]:
    return [
        (name, f"{name} ({value[:SHOWN]})" if value.strip() else name)
        for name, value in heads.choices
    ]
