"""What was sent by a form, read unless it holds more fields than any of ours."""

from typing import Any

from litestar import Request
from litestar.datastructures import FormMultiDict
from litestar.exceptions import ClientException

# Reading ten megabytes of them would keep everybody waiting. The longest of our forms, with every
# term of every vocabulary chosen, has a few hundred.
MOST_FIELDS = 2_000


async def form_of(request: Request[Any, Any, Any]) -> FormMultiDict:
    """Return the fields of a form. Raises ClientException."""
    kind, _ = request.content_type
    if kind == "application/x-www-form-urlencoded":
        sent = await request.body()
        if sent.count(b"&") >= MOST_FIELDS:
            raise ClientException
    return await request.form()
