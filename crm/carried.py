"""What one run of the pages leaves in the data folder for the next: it may tell names of people.

web/carrying.py writes it, and says what is in it; whoever erases anybody, and whoever brings
another database, takes it away.
"""

from pathlib import Path

FILE = "carried-over"


def take_away(folder: Path | None) -> None:
    """Take away what was left, where there is a folder and anything was."""
    if folder:
        (folder / FILE).unlink(missing_ok=True)
