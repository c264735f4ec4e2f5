"""Who may see and do what."""

from crm.access.table import COMMANDS, IMPORTED, MAY, Right, Scope
from crm.access.viewer import Viewer

__all__ = ["COMMANDS", "IMPORTED", "MAY", "Right", "Scope", "Viewer"]
