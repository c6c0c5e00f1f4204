"""Stage: persons and their posts."""

from extract.stages.persons.component import Persons

__all__ = ["Persons"]
