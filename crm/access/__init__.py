"""Who may see and do what."""

from crm.access.table import MAY, Right, Scope
from crm.access.viewer import Viewer

__all__ = ["MAY", "Right", "Scope", "Viewer"]
