"""The directory: every partner, unit, colleague and network."""

from crm.projections.directory.model import Directory

__all__ = ["Directory"]
