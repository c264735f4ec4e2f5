"""The partners, region by region. Public bodies carry real names, all others invented ones."""

from crm.demo.regions.north import NORTH
from crm.demo.regions.ostrobothnia import OSTROBOTHNIA
from crm.demo.regions.row import Row
from crm.demo.regions.savo import SAVO
from crm.demo.regions.tampere import TAMPERE
from crm.demo.regions.turku import TURKU
from crm.demo.regions.uusimaa import UUSIMAA

REGIONS: dict[str, tuple[Row, ...]] = {
    "uusimaa": UUSIMAA,
    "turku": TURKU,
    "tampere": TAMPERE,
    "ostrobothnia": OSTROBOTHNIA,
    "savo": SAVO,
    "north": NORTH,
}

__all__ = ["REGIONS", "Row"]
