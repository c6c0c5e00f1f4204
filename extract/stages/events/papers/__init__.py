"""Papers: what is signed, adopted or dealt with, by whom, and titles that tell it."""
