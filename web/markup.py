"""What templates call beyond Jinja: icons, htmx attributes, numbers."""

from collections.abc import Sequence
from functools import lru_cache

from markupsafe import Markup, escape

from crm.language import current
from web.assets import asset

NARROW = "\N{NO-BREAK SPACE}"


def icon(name: str) -> Markup:
    """Draw an icon of the sprite, hidden from screen readers."""
    return _ICONS.get(name) or _ICONS.setdefault(name, _drawn(name))


def _drawn(name: str) -> Markup:
    sprite = asset("vendor/icons.svg")
    return Markup('<svg class="icon" aria-hidden="true"><use href="{}#{}"></use></svg>').format(
        sprite, name
    )


_ICONS: dict[str, Markup] = {}


def hx(**attributes: str | bool) -> Markup:
    """Write htmx attributes: hx(get='/search', replace_url=True); the only place that does."""
    pairs = (
        (name.replace("_", "-"), "true" if value is True else value)
        for name, value in attributes.items()
        if value
    )
    parts = (Markup('hx-{}="{}"').format(name, value) for name, value in pairs)
    return Markup(" ").join(parts)


def anchor(url: str, text: str) -> Markup:
    """Link to something by its name."""
    return Markup(f'<a href="{escape(url)}">{escape(text)}</a>')  # noqa: S704 - both are escaped


def number(value: float | str | None) -> str:
    """Write a number with its thousands apart, as the current language does."""
    if value is None:
        return ""
    if not isinstance(value, int | float):
        return str(value)
    grouped = f"{value:,}"
    return grouped if current.get() == "en" else grouped.replace(",", NARROW).replace(".", ",")


@lru_cache(maxsize=1_000)
def share_bar(value: int, most: int) -> Markup:
    """Draw a bar for a cell of a long table, hidden from screen readers."""
    return Markup(
        '<svg class="rule" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">'
        '<rect width="{}" height="10"></rect></svg>'
    ).format(round(value / most * 100, 1))


def upright(values: Sequence[int]) -> str:
    """Draw a column a value as a path, 20 high; a value of none leaves a mark on the floor."""
    most = max(values, default=0) or 1
    parts = []
    for place, value in enumerate(values):
        height = max(round(value / most * 19, 1), 1)
        parts.append(f"M{place * 6} 20v-{height}h4v{height}z")
    return "".join(parts)


__all__ = ["asset", "escape", "hx", "icon", "number", "share_bar", "upright"]
