"""Files that are on the disk for good, whatever happens to the machine."""

import os
from pathlib import Path


def settle(folder: Path) -> None:
    """Wait until the disk has the names of what lies in a folder."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
