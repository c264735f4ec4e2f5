"""The pages that ours are measured by: the same rows, one query each, and nothing around them.

As most people would write them with this stack: async handlers, a pool, rows as dictionaries,
templates that name their fields. No filters to choose from, no count, no languages, no history.
"""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, LiteralString
from uuid import UUID

from litestar import Litestar, get
from litestar.contrib.jinja import JinjaTemplateEngine
from litestar.response import Template
from litestar.template.config import TemplateConfig
from psycopg import AsyncConnection
from psycopg.rows import DictRow, dict_row
from psycopg_pool import AsyncConnectionPool

POOL: AsyncConnectionPool[AsyncConnection[DictRow]] = AsyncConnectionPool(
    os.environ.get("REFERENCE_DATABASE_URL", ""),
    min_size=4,
    max_size=8,
    open=False,
    kwargs={"autocommit": True, "row_factory": dict_row},
)


@get("/")
async def home() -> str:
    """Say that it serves."""
    return "here"


@get("/partners")
async def partners(q: str = "", kind: str = "") -> Template:
    """The list: fifty rows of a kind whose names begin so."""
    rows = await _rows(LIST, {"beginning": f"{q.lower()}%", "kind": kind})
    return Template("list.html", context={"rows": rows, "q": q, "page": 1})


@get("/suggestions")
async def suggestions(q: str = "") -> Template:
    """The fragment: ten rows whose names begin so."""
    rows = await _rows(SUGGESTIONS, {"beginning": f"{q.lower()}%"})
    return Template("rows.html", context={"rows": rows})


@get("/partners/{partner_id:uuid}")
async def partner(partner_id: UUID) -> Template:
    """The profile: an organisation, what it took part in and with whom, in one query."""
    rows = await _rows(PROFILE, {"id": partner_id})
    return Template("detail.html", context={"o": rows[0]})


@asynccontextmanager
async def _connected(_: Litestar) -> AsyncIterator[None]:
    async with POOL:
        yield


async def _rows(sql: LiteralString, params: dict[str, Any]) -> list[DictRow]:
    async with POOL.connection() as connection:
        return await (await connection.execute(sql, params)).fetchall()


LIST = """
    SELECT id, name, kind, city, email, phone, created FROM reference.org
    WHERE lower(name) LIKE %(beginning)s AND kind = %(kind)s
    ORDER BY lower(name) USING ~<~ LIMIT 50
"""

SUGGESTIONS = """
    SELECT id, name, kind, city, email, phone, created FROM reference.org
    WHERE lower(name) LIKE %(beginning)s ORDER BY lower(name) USING ~<~ LIMIT 10
"""

# As many rows as ours: 40 of the timeline, 12 ties, every theme, 16 points of the map. Of ties only
# their count, of the map no lines, of facts not since when they are so.
PROFILE = """
    SELECT o.*, coalesce((
        SELECT json_agg(part) FROM (
            SELECT j.id AS pid, j.name AS pname, p.role, p.hours, j.starts, j.status
            FROM reference.part p JOIN reference.proj j ON j.id = p.project_id
            WHERE p.org_id = o.id ORDER BY j.starts DESC LIMIT 40
        ) part
    ), '[]') AS parts, coalesce((
        SELECT json_agg(tie) FROM (
            SELECT c.id, c.name, count(*) AS together
            FROM reference.part p JOIN reference.part q ON q.project_id = p.project_id
            JOIN reference.org c ON c.id = q.org_id
            WHERE p.org_id = o.id AND q.org_id <> o.id
            GROUP BY c.id ORDER BY together DESC, c.name LIMIT 15
        ) tie
    ), '[]') AS ties, coalesce((
        SELECT json_agg(theme) FROM (
            SELECT t.name, count(*) AS projects
            FROM reference.part p JOIN reference.proj j ON j.id = p.project_id,
                 unnest(j.themes) AS t (name)
            WHERE p.org_id = o.id GROUP BY t.name ORDER BY projects DESC, t.name
        ) theme
    ), '[]') AS themes
    FROM reference.org o WHERE o.id = %(id)s
"""

app = Litestar(
    [home, partners, suggestions, partner],
    template_config=TemplateConfig(directory=Path(__file__).parent, engine=JinjaTemplateEngine),
    lifespan=[_connected],
    openapi_config=None,
)
