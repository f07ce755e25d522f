"""Countries as the datasets code them; the table is countries.tsv."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType

import msgspec


class Country(msgspec.Struct, frozen=True):
    """A country's codes; "" where a dataset has none."""

    iso2: str
    iso3: str
    number: str
    fips: str
    name: str
    cow: str
    gw: str
    acled_region: str
    ucdp_region: str


@cache
def countries() -> Mapping[str, Country]:
    """Every country, by its ISO 3166-1 alpha-2 and its alpha-3 code."""
    made: dict[str, Country] = {}
    for line in (files(__package__) / "countries.tsv").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            country = Country(*line.split("\t"))
            made[country.iso2] = made[country.iso3] = country
    return MappingProxyType(made)


def country(code: str | None) -> Country | None:
    """The country with this alpha-2 or alpha-3 code."""
    return countries().get(code) if code else None
