"""Saying which column of a plain list is which."""

from crm.imports.columns import Heads, checked, remember
from crm.imports.profile import Profile
from crm.language import gettext as _
from crm.language.fields import field_name
from web.form import Entered, Field, Form, Option
from web.imports.running import RUNNING, Upload
from web.visit import Visit


def choosing(upload: Upload, profile: Profile) -> Form:
    """The form that asks for each column of a list; what is likely is chosen already."""
    assert upload.heads
    assert profile.plain
    table, options, chosen = profile.plain, _options(upload.heads), upload.columns or {}
    essential = table.essential()
    essential_first = sorted(table.columns(), key=lambda name: name not in essential)
    return Form(
        title=_("Which column is which?"),
        lead=_("What you say is remembered for lists with the same headings."),
        fields=[
            Field(
                name,
                field_name(name),
                "choice",
                str(chosen.get(name, "")),
                required=name in essential,
                options=options,
                help=_("Without one, partners are told apart by their name and place.")
                if table.key and name == table.key.column
                else None,
            )
            for name in essential_first
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
    heads, chosen = upload.heads.headings, upload.columns or {}
    return [
        (field_name(name), heads[chosen[name]] if name in chosen else "–")
        for name in profile.plain.columns()
    ]


def _options(heads: Heads) -> list[Option]:
    return [
        (str(place), f"{name} ({sample})" if sample else name)
        for place, name, sample in heads.choices
    ]
