"""The one log of events: what was recorded, by whom, when, and in an order that can be proved."""

from crm.log.entry import Entry, Origin, Receipt
from crm.log.log import ChangedMeanwhile, Log

__all__ = ["ChangedMeanwhile", "Entry", "Log", "Origin", "Receipt"]
