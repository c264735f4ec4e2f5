"""The pages as `crm serve` serves them, but for everybody: nobody looks who asks."""

from uuid import UUID

from litestar.types import Receive, Scope, Send

from crm.access import Viewer
from crm.cli import main
from domain.account import Role
from web import gate

ANYBODY = Viewer(UUID(int=0), "Anybody", Role.ADMINISTRATOR)


async def let_through(self: gate.Gate, scope: Scope, receive: Receive, send: Send) -> None:
    """Take whoever asks for somebody who may see everything."""
    scope["user"] = ANYBODY
    await self.app(scope, receive, send)


if __name__ == "__main__":
    gate.Gate.__call__ = let_through  # type: ignore[method-assign]
    main()
