"""The ledger: what became of a promise, across releases."""

from extract.ledger.ledger import Ledger, build, build_from

__all__ = ["Ledger", "build", "build_from"]
