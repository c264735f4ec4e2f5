"""The archive: PostgreSQL hands over each file of its log (WAL) as soon as it is done with it."""

import shlex
import shutil
from pathlib import Path

from crm.backups.store import archive
from crm.database.embedded import ARCHIVE_SCRIPT

# A file that is there already must be the same: two installations never share an archive. It gets
# its name when it is whole and on the disk.
SCRIPT = """\
# Made by crm backup. PostgreSQL runs it in its data folder with the path and the name of a file.
to={folder}/"$2".gz
if test -e "$to"; then gzip -dc "$to" | cmp -s - "$1"; exit; fi
gzip -c "$1" > "$to.part" && sync "$to.part" && mv "$to.part" "$to"
"""


def begin(cluster: Path, store: Path) -> None:
    """Archive into a store from now on."""
    owner = cluster.stat()
    for folder in (store, archive(store)):
        if not folder.exists():
            folder.mkdir(parents=True, mode=0o700)
            shutil.chown(folder, owner.st_uid, owner.st_gid)
    part = cluster / f"{ARCHIVE_SCRIPT}.part"
    part.write_text(SCRIPT.format(folder=shlex.quote(str(archive(store).absolute()))))
    shutil.chown(part, owner.st_uid, owner.st_gid)
    part.replace(cluster / ARCHIVE_SCRIPT)


def command_back(folders: list[Path]) -> str:
    """Return the command that fetches a file for PostgreSQL from the first place that has it.

    An archive has it compressed; the pg_wal of a cluster that was set aside, and what was received
    of another server, have it as it is. The last that was received isn't whole.
    """
    tries = [f'gzip -dc {quoted}/"%f".gz > "%p" 2>/dev/null' for quoted in map(_quoted, folders)]
    for end in ("", ".partial"):
        tries += [f'cp {quoted}/"%f"{end} "%p" 2>/dev/null' for quoted in map(_quoted, folders)]
    return " || ".join(tries)


def _quoted(folder: Path) -> str:
    return shlex.quote(str(folder.absolute())).replace("%", "%%")
