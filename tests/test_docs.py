"""The examples in docstrings run, on the session's pipeline, and print what they say."""

from __future__ import annotations

import doctest
import importlib
import pkgutil
import sys

import pytest

import extract
import schemas
from extract.document import SourceInfo
from extract.pipeline import record

MODULES = sorted(
    module.name
    for package in (extract, schemas)
    for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}.")
)


def _tests(name):
    finder = doctest.DocTestFinder(exclude_empty=True)
    return [test for test in finder.find(importlib.import_module(name)) if test.examples]


@pytest.mark.parametrize("name", ["extract", "schemas", *MODULES])
def test_examples_of_module(name, nlp, monkeypatch):
    monkeypatch.setattr("extract.pipeline.load", lambda **options: nlp)

    def read(text, published=None):
        """What the examples of the dates stage call: the values of the dates of a text."""
        found = record(nlp, text, SourceInfo(published=published))
        sys.stdout.write(", ".join(date.edtf for date in found.entities.dates) + "\n")

    runner = doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE)
    said: list[str] = []
    for test in _tests(name):
        for example in test.examples:
            # an example that is not run is a claim that nobody checks
            example.options.pop(doctest.SKIP, None)
        test.globs |= {"nlp": nlp, "read": read}
        runner.run(test, out=said.append)
    assert not said, "".join(said)


def test_every_stage_has_an_example():
    stages = ("dates", "places", "organizations", "persons", "documents", "events", "commitments")
    without = [stage for stage in stages if not _tests(f"extract.stages.{stage}.component")]
    assert without == []
