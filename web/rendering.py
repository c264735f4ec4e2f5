"""Templates: one environment, compiled once, in the language of the request."""

import hashlib
from contextlib import suppress
from functools import cache, lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import Any
from urllib.parse import quote_plus

from jinja2 import (
    Environment,
    FileSystemBytecodeCache,
    FileSystemLoader,
    StrictUndefined,
    Template,
)
from jinja2.bccache import Bucket
from litestar import Response
from litestar.enums import MediaType

from crm.language import gettext, ngettext, npgettext, pgettext
from web import compiling
from web.compiling import Generator
from web.markup import asset, hx, icon, number, share_bar, upright


@cache
def environment() -> Environment:
    """Make the environment; templates are read from web/ and don't change while it runs."""
    made = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        auto_reload=False,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    made.code_generator_class = Generator
    made.install_gettext_callables(  # type: ignore[attr-defined]
        gettext, ngettext, newstyle=True, pgettext=pgettext, npgettext=npgettext
    )
    made.policies["ext.i18n.trimmed"] = True
    made.globals.update(asset=asset, share_bar=share_bar, upright=upright, hx=hx, icon=icon)
    made.filters["number"] = number
    return made


class _Compiled(FileSystemBytecodeCache):
    """Templates as they were compiled; where they can't be kept, the page is made all the same."""

    def dump_bytecode(self, bucket: Bucket) -> None:
        with suppress(OSError):
            super().dump_bytecode(bucket)


def keep_compiled(folder: Path) -> None:
    """Keep compiled templates in a folder of this user's: compiling takes longer than starting."""
    with suppress(OSError):
        folder.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        folder.mkdir(exist_ok=True, mode=0o700)
        environment().bytecode_cache = _Compiled(str(folder), f"{_how_compiled()}-%s")


def _how_compiled() -> str:
    """Tell apart what other versions compiled: Jinja looks only whether a template changed."""
    ours = (Path(str(module)).read_bytes() for module in (__file__, compiling.__file__))
    made_by = b"".join(ours) + version("jinja2").encode()
    return hashlib.sha256(made_by).hexdigest()[:12]


@cache
def template(name: str) -> Template:
    """Return a compiled template."""
    return environment().get_template(name)


def render(name: str, /, **context: Any) -> str:
    """Render a whole template."""
    return template(name).render(**context)


def macro(source: str, name: str, *args: Any, **kwargs: Any) -> str:
    """Render one macro of a template, as a fragment."""
    return str(getattr(template(source).module, name)(*args, **kwargs))


def html(content: str, status_code: int = 200) -> Response[str]:
    """Answer with HTML."""
    return Response(content, media_type=MediaType.HTML, status_code=status_code)


def is_inside(url: str) -> bool:
    """Say whether an address leads to a page of the program, whatever a browser makes of it."""
    return url.startswith("/") and not url.startswith(("//", "/\\")) and url.isprintable()


def with_query(path: str, params: dict[str, Any] | None = None) -> str:
    """Write an address with its parameters, those that are None or empty left out."""
    parts = [
        f"{_quoted(name)}={_quoted(str(one))}"
        for name, value in (params or {}).items()
        for one in (value if isinstance(value, list | tuple) else (value,))
        if one is not None and one != ""
    ]
    return f"{path}?{'&'.join(parts)}" if parts else path


# A page of a list writes the same few words hundreds of times.
_quoted = lru_cache(maxsize=1_000)(quote_plus)
