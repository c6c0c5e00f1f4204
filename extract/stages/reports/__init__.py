"""Stage: reports. Past verbs with an instrument, a duty, a thing or an action that something was done to."""

from extract.stages.reports.component import ReportsStage

__all__ = ["ReportsStage"]
