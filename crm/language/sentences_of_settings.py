"""Refusals of what an installation is set to."""

from collections.abc import Callable
from typing import Any

from crm.language import gettext as _
from crm.settings import BadAddress, BadPort, BadProvider, NeitherYesNorNo, UnreadableSecret

OF_SETTINGS: dict[type, Callable[[Any], str]] = {
    NeitherYesNorNo: lambda r: (
        _("%(name)s is “%(text)s”, but should be yes or no.") % {"name": r.name, "text": r.text}
    ),
    UnreadableSecret: lambda r: (
        _("%(name)s names the file %(path)s, which can't be read: %(why)s.")
        % {"name": r.name, "path": r.path, "why": r.why}
    ),
    BadProvider: lambda r: (
        _(
            "CRM_OIDC_ISSUER is “%(text)s”. It has to be an address with https, and "
            "CRM_OIDC_CLIENT_ID what the provider there calls this program."
        )
        % {"text": r.text}
    ),
    BadAddress: lambda r: (
        _("CRM_URL is “%(text)s”, but should be an address such as https://crm.example.org.")
        % {"text": r.text}
    ),
    BadPort: lambda r: (
        _("%(name)s is “%(text)s”, but should be a number up to 65535, such as 8000.")
        % {"name": r.name, "text": r.text}
    ),
}
