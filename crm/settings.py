"""What can be set from outside, all of it as environment variables beginning with CRM_."""

import os
from dataclasses import dataclass, field, replace
from pathlib import Path
from urllib.parse import urlsplit

from platformdirs import user_data_path

from crm.signing_in.keys import Keys
from domain.refusal import Refusal

LAST_PORT = 65_535
LOOPBACK = {"127.0.0.1", "localhost", "::1"}
# Every setting, and what it is; docs/operating.md tells of each.
NAMES = {
    "CRM_DATA": "the data folder",
    "CRM_DATABASE_URL": "a PostgreSQL 16 or newer instead of the embedded one",
    "CRM_DATABASE_URL_FILE": "a file that holds CRM_DATABASE_URL instead",
    "CRM_BACKUPS": "the folder of backups and of the archive",
    "CRM_HOST": "the address that the pages are served on",
    "CRM_PORT": "the port of the pages",
    "CRM_URL": "the address that people type, with https where a proxy ends TLS",
    "CRM_METRICS_PORT": "the port of the metrics, on this machine only; without it there are none",
    "CRM_USER": "who the command line acts as, by the e-mail address they sign in with",
    "CRM_LANGUAGE": "the language of the command line: fi, sv or en",
    "CRM_REQUIRE_SECOND_FACTOR": "yes where not only administrators need a second factor",
    "CRM_SECRET_KEY_FILE": "a file that holds the key of secrets, instead of one in CRM_DATA",
    "CRM_OIDC_ISSUER": "the address of a provider that people sign in with, by OpenID Connect",
    "CRM_OIDC_CLIENT_ID": "what that provider calls this program",
    "CRM_OIDC_CLIENT_SECRET": "what this program shows to that provider",
    "CRM_OIDC_CLIENT_SECRET_FILE": "a file that holds CRM_OIDC_CLIENT_SECRET instead",
    "CRM_OIDC_NAME": "what people call that provider",
}


@dataclass(eq=False)
class BadPort(Refusal):
    """A setting isn't the number of a port."""

    text: str
    name: str = "CRM_PORT"


@dataclass(eq=False)
class BadAddress(Refusal):
    """CRM_URL is no address that could be typed into a browser."""

    text: str


@dataclass(eq=False)
class NeitherYesNorNo(Refusal):
    """A setting that is yes or no is something else."""

    text: str
    name: str


@dataclass(eq=False)
class BadProvider(Refusal):
    """The provider's address is neither HTTPS nor on this machine, or our id there is missing."""

    text: str


@dataclass(eq=False)
class UnreadableSecret(Refusal):
    """The file that a setting names can't be read; `why` is what the system says."""

    name: str
    path: str
    why: str


@dataclass(frozen=True, slots=True)
class ProviderSettings:
    """A provider that people sign in with, and what it knows this program by."""

    issuer: str
    client_id: str
    client_secret: str | None = field(default=None, repr=False)
    name_given: str | None = None

    @property
    def name(self) -> str:
        """What people call it: the name of its machine, if nothing else was said."""
        return self.name_given or urlsplit(self.issuer).hostname or self.issuer


@dataclass(frozen=True, slots=True)
class Settings:
    """Where the data are, and where the pages are served."""

    data: Path
    database_url: str | None
    host: str
    port: int
    language: str
    backup_folder: Path | None = None
    metrics_port: int | None = None
    url_given: str | None = None
    provider: ProviderSettings | None = None
    second_factor_of_all: bool = False
    key_given: Path | None = None

    @property
    def keys(self) -> Keys:
        """Where what secrets are sealed under lies."""
        return Keys(self.data, self.key_given)

    @property
    def url(self) -> str:
        """The address under which people reach the pages, without a slash at its end."""
        return self.url_given or f"http://localhost:{self.port}"

    @property
    def hostname(self) -> str:
        """The name of the machine in that address."""
        return urlsplit(self.url).hostname or "localhost"

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
            metrics_port=None,
            provider=None,
            key_given=None,
        )

    @staticmethod
    def from_environment() -> "Settings":
        """Read each of NAMES, or take what it is by default."""
        backups, metrics = os.environ.get("CRM_BACKUPS"), os.environ.get("CRM_METRICS_PORT")
        key = os.environ.get("CRM_SECRET_KEY_FILE")
        return Settings(
            data=Path(os.environ.get("CRM_DATA") or user_data_path("verkosto")),
            database_url=_database_url(),
            host=os.environ.get("CRM_HOST") or "127.0.0.1",
            port=_port(os.environ.get("CRM_PORT") or "8000"),
            language=os.environ.get("CRM_LANGUAGE") or "en",
            url_given=_address((os.environ.get("CRM_URL") or "").rstrip("/")),
            backup_folder=Path(backups).absolute() if backups else None,
            metrics_port=_port(metrics, "CRM_METRICS_PORT") if metrics else None,
            provider=_provider(),
            second_factor_of_all=_is_yes(
                os.environ.get("CRM_REQUIRE_SECOND_FACTOR") or "no", "CRM_REQUIRE_SECOND_FACTOR"
            ),
            key_given=Path(key).absolute() if key else None,
        )


def _address(url: str) -> str | None:
    """Read the address that people type. Raises BadAddress."""
    try:
        address = urlsplit(url)
        is_one = address.scheme in {"http", "https"} and bool(address.hostname)
    except ValueError:
        is_one = False
    if url and not is_one:
        raise BadAddress(url)
    return url or None


def is_safe(url: str) -> bool:
    """Say whether nobody between can read or change what is asked there."""
    try:
        address = urlsplit(url)
        return bool(address.hostname) and (
            address.scheme == "https" or (address.scheme == "http" and address.hostname in LOOPBACK)
        )
    except ValueError:
        return False


def _database_url() -> str | None:
    file = os.environ.get("CRM_DATABASE_URL_FILE")
    return os.environ.get("CRM_DATABASE_URL") or _held("CRM_DATABASE_URL_FILE", file)


def _client_secret() -> str | None:
    file = os.environ.get("CRM_OIDC_CLIENT_SECRET_FILE")
    return os.environ.get("CRM_OIDC_CLIENT_SECRET") or _held("CRM_OIDC_CLIENT_SECRET_FILE", file)


def _held(name: str, path: str | None) -> str | None:
    """Return what the file of a secret holds. Raises UnreadableSecret."""
    if not path:
        return None
    try:
        return Path(path).read_text("utf-8").strip() or None
    except UnicodeDecodeError as error:
        raise UnreadableSecret(name, path, error.reason) from error
    except OSError as error:
        raise UnreadableSecret(name, path, error.strerror or "") from error


def _provider() -> ProviderSettings | None:
    """Read which provider people sign in with, if there is one. Raises BadProvider."""
    issuer = os.environ.get("CRM_OIDC_ISSUER") or ""
    client_id = os.environ.get("CRM_OIDC_CLIENT_ID") or ""
    if not issuer:
        return None
    if not is_safe(issuer) or not client_id:
        raise BadProvider(issuer)
    return ProviderSettings(
        issuer,
        client_id,
        _client_secret(),
        os.environ.get("CRM_OIDC_NAME") or None,
    )


def _is_yes(text: str, name: str) -> bool:
    # A slip that passed for "no" would be noticed by nobody.
    if text not in {"yes", "no"}:
        raise NeitherYesNorNo(text, name)
    return text == "yes"


def _port(text: str, name: str = "CRM_PORT") -> int:
    if not text.isascii() or not text.isdecimal() or not 0 < int(text[:6]) <= LAST_PORT:
        raise BadPort(text, name)
    return int(text)
