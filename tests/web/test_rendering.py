"""Templates, kept as they were compiled."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from web.rendering import environment, keep_compiled, render

PAGE = "layout/palette.html"


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    """Let other tests find the templates as they were, and each of these compile its own."""
    made = environment()
    assert made.cache is not None
    made.cache.clear()
    kept = made.bytecode_cache
    yield
    made.bytecode_cache = kept


def test_compiled_templates_are_kept_for_the_next_start(tmp_path: Path) -> None:
    folder = tmp_path / "data" / "templates"

    keep_compiled(folder)
    _compiled()

    assert [0o700, 0o700] == [one.stat().st_mode & 0o777 for one in (folder.parent, folder)]
    assert list(folder.iterdir())


def test_pages_are_made_where_nothing_can_be_kept(tmp_path: Path) -> None:
    keep_compiled(tmp_path / "templates")
    (tmp_path / "templates").rmdir()

    assert _compiled()

    (tmp_path / "file").write_text("")
    keep_compiled(tmp_path / "file" / "templates")
    assert render(PAGE, menu=[], views=[], create=[])


def _compiled() -> str:
    return environment().get_template(PAGE).render(menu=[], views=[], create=[])
