"""One event per happening: which tellings are of the same, and what the page as a whole says of it."""
