"""Where contacts work, what they consented to, what they took part in."""

from crm.projections.contacts.model import ContactModel

__all__ = ["ContactModel"]
