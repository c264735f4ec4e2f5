"""Saved views: lists as somebody narrowed, sorted and searched them, kept under their own names.

They are a preference of one account, so no events: gone with the account, in backups of the
database, in no export of the log.
"""
