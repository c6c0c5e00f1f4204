"""Stage: places."""

from extract.stages.places.component import PlaceFinder, make

__all__ = ["PlaceFinder", "make"]
