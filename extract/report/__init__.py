"""The review page: one HTML file with everything in it, for reading, checking and keeping what was checked."""

from extract.report.page import REPORT, Built, build, read_records, render

__all__ = ["REPORT", "Built", "build", "read_records", "render"]
