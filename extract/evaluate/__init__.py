"""Measuring: gold annotation in and out, alignment, scores and reports."""
