"""Settings, folders and disks: all that can be seen without the database."""

import os
import shutil
import stat
from collections.abc import Iterator
from pathlib import Path

from psycopg.conninfo import conninfo_to_dict, make_conninfo

from crm.doctor.finding import Finding, fault, ok, warning
from crm.erasures import Ledger
from crm.settings import LOOPBACK, NAMES, Settings

LITTLE, HARDLY_ANY = 2_000_000_000, 200_000_000
OTHERS = stat.S_IRWXG | stat.S_IRWXO


def surroundings(settings: Settings) -> Iterator[Finding]:
    """Look at settings, folders and disks."""
    yield _settings(settings)
    yield from _strangers()
    yield _host(settings)
    if settings.database_url:
        yield _way_to_the_database(settings.database_url)
    for name, path in (
        ("data folder", settings.data),
        ("backup folder", settings.backups),
        ("key", settings.keys.own),
        ("next key", settings.keys.next),
        ("erasures", Ledger(settings.backups).path),
    ):
        if path.exists():
            yield _modes(name, path)
    for name, folder in (("disk of the data", settings.data), ("of backups", settings.backups)):
        yield _disk(name if name.startswith("disk") else f"disk {name}", folder)


def _settings(settings: Settings) -> Finding:
    provider = settings.provider
    values = {
        "CRM_DATA": settings.data,
        "CRM_DATABASE_URL": _without_password(settings.database_url),
        "CRM_DATABASE_URL_FILE": os.environ.get("CRM_DATABASE_URL_FILE"),
        "CRM_BACKUPS": settings.backups,
        "CRM_HOST": settings.host,
        "CRM_PORT": settings.port,
        "CRM_URL": settings.url_given,
        "CRM_METRICS_PORT": settings.metrics_port,
        "CRM_LANGUAGE": settings.language,
        # Who they are is nobody's business where this is read.
        "CRM_USER": "somebody" if os.environ.get("CRM_USER") else "",
        "CRM_REQUIRE_SECOND_FACTOR": "yes" if settings.second_factor_of_all else "no",
        "CRM_SECRET_KEY_FILE": settings.key_given,
        "CRM_OIDC_ISSUER": provider and provider.issuer,
        "CRM_OIDC_CLIENT_ID": provider and provider.client_id,
        "CRM_OIDC_CLIENT_SECRET": provider and provider.client_secret and "(kept to itself)",
        "CRM_OIDC_CLIENT_SECRET_FILE": os.environ.get("CRM_OIDC_CLIENT_SECRET_FILE"),
        "CRM_OIDC_NAME": provider and provider.name_given,
    }
    told = "; ".join(f"{name}={values.get(name) or ''}" for name in NAMES)
    return ok("settings", told)


def _without_password(url: str | None) -> str:
    if not url:
        return ""
    params = conninfo_to_dict(url)
    params.pop("password", None)
    return make_conninfo("", **params)


def _strangers() -> Iterator[Finding]:
    unknown = sorted(name for name in os.environ if name.startswith("CRM_") and name not in NAMES)
    if unknown:
        yield warning(
            "settings", f"nothing reads {', '.join(unknown)}", "look for a slip in the name"
        )


def _host(settings: Settings) -> Finding:
    secure = settings.url.startswith("https://")
    cookies = "cookies go over HTTPS alone" if secure else "cookies go over plain HTTP"
    if secure:
        return ok("host", f"people reach the pages at {settings.url}; {cookies}")
    if settings.host in LOOPBACK:
        return ok("host", f"the pages are served on this machine only ({settings.host}); {cookies}")
    return fault(
        "host",
        f"without HTTPS the pages can't be served on {settings.host}",
        "let a proxy end TLS and set CRM_URL to its address, or take CRM_HOST away",
    )


def _way_to_the_database(url: str) -> Finding:
    """Say whether somebody between could read or change what goes to the database and back."""
    params = conninfo_to_dict(url)
    given = params.get("hostaddr") or params.get("host") or os.environ.get("PGHOST") or ""
    elsewhere = [host for host in str(given).split(",") if not _is_here(host)]
    mode = params.get("sslmode") or os.environ.get("PGSSLMODE") or "prefer"
    if not elsewhere:
        return ok("way to the database", "it doesn't leave this machine")
    if mode == "verify-full":
        return ok("way to the database", f"encrypted, and {', '.join(elsewhere)} shows who it is")
    told = f"{', '.join(elsewhere)} needn't show who it is (sslmode={mode})"
    way_out = "sslmode=verify-full in CRM_DATABASE_URL, with sslrootcert"
    return warning("way to the database", told, way_out)


def _is_here(host: str) -> bool:
    """Say whether a host is a socket or this machine."""
    return not host or host.startswith(("/", "@", "127.")) or host in LOOPBACK


def _modes(name: str, path: Path) -> Finding:
    try:
        mode = path.stat().st_mode
    except PermissionError:
        return fault(name, f"{path} can't be looked at", "run crm as the user that owns it")
    if os.name == "posix" and mode & OTHERS:
        is_folder = stat.S_ISDIR(mode)
        may = "enter" if is_folder else "read or change"
        told = f"others on this machine may {may} {path} ({stat.filemode(mode)})"
        return warning(name, told, f"chmod {700 if is_folder else 600} {path}")
    return ok(name, f"{path} is open to nobody else")


def _disk(name: str, folder: Path) -> Finding:
    there = next(one for one in (folder, *folder.parents) if one.exists())
    usage = shutil.disk_usage(there)
    told = f"{_size(usage.free)} of {_size(usage.total)} are free at {folder}"
    way_out = "make room: nothing can be saved on a full disk"
    if usage.free < HARDLY_ANY:
        return fault(name, told, way_out)
    if usage.free < LITTLE:
        return warning(name, told, way_out)
    return ok(name, told)


def _size(count: int) -> str:
    return f"{count / 1e9:,.1f} GB"
