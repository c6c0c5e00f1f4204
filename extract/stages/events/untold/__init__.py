"""Happenings told without a trigger word: by bodies, quoted names, rows of tables, ordinals, pronouns."""
