"""What happened, by the day it happened."""

from crm.projections.timeline.model import Timeline

__all__ = ["Timeline"]
