"""Stage: events. Candidates by trigger word, their status, their slots, then one event per happening."""

from extract.stages.events.component import EventsStage

__all__ = ["EventsStage"]
