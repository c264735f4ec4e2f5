"""Finding by name."""

from crm.projections.search.model import Search

__all__ = ["Search"]
