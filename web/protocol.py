"""HTTP as uvicorn reads it, shielded where no application is asked."""

from copy import copy

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from web.shield import HEADERS, NOT_KEPT


class Protocol(HttpToolsProtocol):
    """A connection; what comes that is no HTTP is refused under the same headers as pages have."""

    def send_400_response(self, msg: str) -> None:
        """Refuse it, and hang up."""
        self.server_state = copy(self.server_state)
        self.server_state.default_headers = [*HEADERS.items(), NOT_KEPT]
        super().send_400_response(msg)
