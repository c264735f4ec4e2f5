"""What can be set from outside, all of it as environment variables beginning with CRM_."""

import os
from dataclasses import dataclass, replace
from pathlib import Path

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
    backup_folder: Path | None = None

    @property
    def backups(self) -> Path:
        """The folder of backups and of the archive that goes on from them."""
        return self.backup_folder or self.data / "backups"

    @property
    def cluster(self) -> Path:
        """The folder of the embedded PostgreSQL."""
        return self.data / "postgresql"

    def for_demonstration(self) -> "Settings":
        """Return settings that never touch real data: a folder beside it, no other database."""
        return replace(
            self,
            data=self.data.with_name(f"{self.data.name}-demo"),
            database_url=None,
            backup_folder=None,
        )

    @staticmethod
    def from_environment() -> "Settings":
        """Read CRM_DATA, CRM_DATABASE_URL, CRM_HOST, CRM_PORT, CRM_LANGUAGE, CRM_BACKUPS."""
        backups = os.environ.get("CRM_BACKUPS")
        return Settings(
            data=Path(os.environ.get("CRM_DATA") or user_data_path("verkosto")),
            database_url=os.environ.get("CRM_DATABASE_URL") or None,
            host=os.environ.get("CRM_HOST") or "127.0.0.1",
            port=_port(os.environ.get("CRM_PORT") or "8000"),
            language=os.environ.get("CRM_LANGUAGE") or "en",
            backup_folder=Path(backups).absolute() if backups else None,
        )


def _port(text: str) -> int:
    if not text.isascii() or not text.isdecimal() or not 0 < int(text[:6]) <= LAST_PORT:
        raise BadPort(text)
    return int(text)
