"""PostgreSQL: an embedded one or any other, its schema, and plain questions to it."""

from crm.database.connection import Database

__all__ = ["Database"]
