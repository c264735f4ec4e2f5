"""Static files under names that change with their content, so that browsers keep them for good."""

from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path

from litestar import Response, get
from litestar.exceptions import NotFoundException
from litestar.params import FromPath

STATIC = Path(__file__).parent / "static"
TYPES = {
    ".css": "text/css",
    ".js": "text/javascript",
    ".svg": "image/svg+xml",
    ".txt": "text/plain",
}
FOR_GOOD = {"Cache-Control": "public, max-age=31536000, immutable"}


@dataclass(frozen=True, slots=True)
class Asset:
    """One file as it is served."""

    content: bytes
    media_type: str
    digest: str


@cache
def assets() -> dict[str, Asset]:
    """Read every static file; the style sheets become one, in the order of their names."""
    sheets = sorted((STATIC / "css").glob("*.css"))
    found = {"app.css": b"\n".join(sheet.read_bytes() for sheet in sheets)}
    for path in STATIC.rglob("*"):
        if path.suffix in TYPES and path.parent.name != "css":
            found[path.relative_to(STATIC).as_posix()] = path.read_bytes()
    return {
        name: Asset(content, TYPES[Path(name).suffix], sha256(content).hexdigest()[:12])
        for name, content in found.items()
    }


@cache
def asset(name: str) -> str:
    """Return the address of a static file."""
    return f"/static/{assets()[name].digest}/{name}"


@get("/static/{digest:str}/{name:path}", sync_to_thread=False, opt={"public": True})
def serve_asset(digest: FromPath[str], name: FromPath[Path]) -> Response[bytes]:
    """Serve a static file."""
    found = assets().get(name.as_posix().lstrip("/"))
    if not found or found.digest != digest:
        raise NotFoundException
    return Response(found.content, media_type=found.media_type, headers=FOR_GOOD)
