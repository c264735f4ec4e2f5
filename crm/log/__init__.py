"""The one log of events: what was recorded, by whom, when, and in an order that can be proved."""

import psycopg
from eventsourcing.persistence import InterfaceError, OperationalError
from psycopg_pool import PoolTimeout

from crm.log.entry import Entry, Origin, Receipt
from crm.log.log import ChangedMeanwhile, Log

# What is raised while the database can't be reached.
UNAVAILABLE = (psycopg.OperationalError, PoolTimeout, OperationalError, InterfaceError)

__all__ = ["UNAVAILABLE", "ChangedMeanwhile", "Entry", "Log", "Origin", "Receipt"]
