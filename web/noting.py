"""What is noted of a request while it is answered, for the log and for whoever asks about it."""

from contextvars import ContextVar
from dataclasses import dataclass, field
from secrets import token_hex
from uuid import UUID

from litestar.types import Message, Scope

# What a handler says in `opt` where its page goes by the log and by who asks for it alone.
KEPT = "kept"
# What is noted in the scope of a request: the ids of the forms it shows, each good for one sending;
# that it is a reading to be written down, so that no earlier answer will do.
COMMANDS, EACH_TIME = "commands", "each_time"


@dataclass
class Note:
    """The id that a request is talked about by, and the route that took it."""

    id: str = field(default_factory=lambda: token_hex(8))
    # A template such as /partners/{subject_id}; empty where no page took it.
    route: str = ""
    # Who asked, told only where they were refused.
    account_id: UUID | None = None


NOTE: ContextVar[Note | None] = ContextVar("note", default=None)


def request_id() -> str:
    """Return the id of the request that is being answered; '' where nobody notes any."""
    note = NOTE.get()
    return note.id if note else ""


async def note_route(message: Message, scope: Scope) -> None:
    """Note which route took a request, as soon as it begins to answer."""
    note = NOTE.get()
    if note and message["type"] == "http.response.start":
        note.route = str(scope.get("path_template") or "")
