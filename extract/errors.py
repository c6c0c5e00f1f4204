"""Errors that a user can act on: what is wrong, where, and what to do, in one line."""

from __future__ import annotations


class KommunikeError(Exception):
    """Base of all errors that are the input's fault, not the program's; the command line prints one line."""


class InputError(KommunikeError):
    """An input that cannot be read."""


class LexiconError(KommunikeError):
    """A lexicon file with a malformed entry."""


class GoldError(KommunikeError):
    """An annotation file that breaks the format."""
