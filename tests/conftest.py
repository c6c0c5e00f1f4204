"""Fixtures: the pipeline is loaded once; tests run on the real models."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from hypothesis import settings

sys.path.insert(0, str(Path(__file__).parent))

from extract.document import SourceInfo
from extract.pipeline import load, record

# a property holds on a busy machine too: none of these tests is a timed one
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


@pytest.fixture(scope="session")
def nlp():
    return load()


@pytest.fixture(scope="session")
def read(nlp):
    """Turns a text into its record."""

    def run(text: str, published: str | None = None):
        basis = "metadata" if published else None
        return record(nlp, text, SourceInfo(published=published, published_basis=basis))

    return run
