"""Our own places for everything that speaks geopy's `Geocoder`."""

from __future__ import annotations

from typing import Any, NoReturn

from geopy.adapters import BaseSyncAdapter
from geopy.exc import GeocoderQueryError
from geopy.geocoders.base import Geocoder
from geopy.location import Location

from matcher.domain.geography import PlaceAmbiguous, PlaceNotFound
from matcher.importers.place_finder import PlaceFinder, Places


class NetworkRefused(RuntimeError):
    """Something tried to ask a third party where a family is."""


class NoNetwork(BaseSyncAdapter):
    """Fetches nothing; geopy's own adapters also read every certificate, at 60 ms a geocoder."""

    def get_json(self, url: str, **_: Any) -> NoReturn:
        """Refuse."""
        raise NetworkRefused(url)

    get_text = get_json


class OfflineGeocoder(PlaceFinder, Geocoder):
    """A geocoder that asks our own table and nobody else."""

    def __init__(self, places: Places) -> None:
        PlaceFinder.__init__(self, places)
        Geocoder.__init__(self, adapter_factory=NoNetwork)

    def geocode(
        self, query: str, *, exactly_one: bool = True, timeout: Any = None
    ) -> Location | list[Location] | None:
        """Return the place called *query* as geopy does; None where there is none.

        :raise PlaceAmbiguous: where there are several and one was asked for.
        """
        del timeout  # nothing is waited for
        if not isinstance(query, str):
            raise GeocoderQueryError("A place is asked for by its name, ZIP code or point.")
        try:
            found = [self.find(query)]
        except PlaceNotFound:
            return None
        except PlaceAmbiguous as several:
            if exactly_one:
                raise
            found = list(several.candidates)
        locations = [
            Location(place.label, (place.point.latitude, place.point.longitude), {})
            for place in found
        ]
        return locations[0] if exactly_one else locations
