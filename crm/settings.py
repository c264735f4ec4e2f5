"""What can be set from outside, all of it as environment variables beginning with CRM_."""

import os
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urlsplit

from platformdirs import user_data_path

from domain.refusal import Refusal

LAST_PORT = 65_535


@dataclass(eq=False)
class BadPort(Refusal):
    """CRM_PORT isn't the number of a port."""

    text: str


@dataclass(frozen=True, slots=True)
class Settings:
    """Where the data are, and where the pages are served."""

    data: Path
    database_url: str | None
    host: str
    port: int
    language: str
    url_given: str | None = None

    @property
    def url(self) -> str:
        """The address under which people reach the pages, without a slash at its end."""
        return self.url_given or f"http://localhost:{self.port}"

    @property
    def hostname(self) -> str:
        """The name of the machine in that address."""
        return urlsplit(self.url).hostname or "localhost"

    @property
    def cluster(self) -> Path:
        """The folder of the embedded PostgreSQL."""
        return self.data / "postgresql"

    def for_demonstration(self) -> "Settings":
        """Return settings that never touch real data: a folder beside it, no other database."""
        return replace(self, data=self.data.with_name(f"{self.data.name}-demo"), database_url=None)

    @staticmethod
    def from_environment() -> "Settings":
        """Read CRM_DATA, CRM_DATABASE_URL, CRM_HOST, CRM_PORT, CRM_LANGUAGE and CRM_URL."""
        return Settings(
            data=Path(os.environ.get("CRM_DATA") or user_data_path("verkosto")),
            database_url=os.environ.get("CRM_DATABASE_URL") or None,
            host=os.environ.get("CRM_HOST") or "127.0.0.1",
            port=_port(os.environ.get("CRM_PORT") or "8000"),
            language=os.environ.get("CRM_LANGUAGE") or "en",
            url_given=(os.environ.get("CRM_URL") or "").rstrip("/") or None,
        )


def _port(text: str) -> int:
    if not text.isascii() or not text.isdecimal() or not 0 < int(text[:6]) <= LAST_PORT:
        raise BadPort(text)
    return int(text)
