"""Cue words, the action that each governs, and what looks like a commitment and is none."""
