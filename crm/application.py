"""Everything the network can be asked to do, over one log."""

from crm.accounts import Accounts
from crm.colleagues import Colleagues
from crm.contacts import Contacts
from crm.engagements import Engagements
from crm.networks import Networks
from crm.partners import Partners
from crm.projects import Projects
from crm.units import Units
from crm.vocabularies import Vocabularies


class CRM(
    Partners,
    Contacts,
    Units,
    Colleagues,
    Networks,
    Projects,
    Engagements,
    Vocabularies,
    Accounts,
):
    """The one object that commands are given to."""

    name = "crm"
