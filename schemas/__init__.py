"""The record contract as pydantic models: one document's mentions, entities, events and commitments."""

from schemas.base import Model, Party, Span
from schemas.commitment import Commitment
from schemas.diagnostic import REFUSED, Diagnostic
from schemas.entities import Date, Entities, Instrument, Organization, Person, PersonPosition, Place
from schemas.event import PLOVER, Event, Participant
from schemas.mention import Mention
from schemas.record import SCHEMA_VERSION, Record, iter_spans
from schemas.report import Report
from schemas.source import Source

__all__ = [
    "PLOVER",
    "REFUSED",
    "SCHEMA_VERSION",
    "Commitment",
    "Date",
    "Diagnostic",
    "Entities",
    "Event",
    "Instrument",
    "Mention",
    "Model",
    "Organization",
    "Participant",
    "Party",
    "Person",
    "PersonPosition",
    "Place",
    "Record",
    "Report",
    "Source",
    "Span",
    "iter_spans",
]
