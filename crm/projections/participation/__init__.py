"""Who took part in what: the heart of the network."""

from crm.projections.participation.model import ParticipationModel

__all__ = ["ParticipationModel"]
