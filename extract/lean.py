"""spaCy without what no pipeline of this program needs, whose imports take half of spaCy's start.

`import spacy` imports `spacy.cli` (downloads, templates, web requests) for one function, `spacy.info`. Here that
function imports it when it is called, and `spacy.cli` when it is asked for. In a process of the command line, spaCy's
configurations find no `pydantic.v1`, and do without.
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import Any

_NAME = "spacy.cli.info"
_OLD_MODELS = "pydantic.v1"


class _Info(ModuleType):
    """Stands for `spacy.cli.info` while `spacy` is imported, and leaves when its function has been taken."""

    def __getattr__(self, name: str) -> Any:
        if name != "info":
            raise AttributeError(name)
        sys.modules.pop(_NAME, None)
        spacy = sys.modules["spacy"]
        spacy.__getattr__ = _missing  # type: ignore[method-assign]
        self.info = _info
        return _info


def _info(*args: Any, **kwargs: Any) -> Any:
    return import_module(_NAME).info(*args, **kwargs)


def _missing(name: str) -> Any:
    if name == "cli":
        return import_module("spacy.cli")
    raise AttributeError(f"module 'spacy' has no attribute {name!r}")


def prepare() -> None:
    """Let the next `import spacy` of this process be a lean one; does nothing if there was one already."""
    if "spacy" not in sys.modules and _NAME not in sys.modules:
        sys.modules[_NAME] = _Info(_NAME)


class _Absent(ModuleType):
    """Stands for a module of which somebody takes what he finds, and leaves when he has found nothing."""

    def __getattr__(self, name: str) -> Any:
        if not name.startswith("__"):
            sys.modules.pop(self.__name__, None)
        raise AttributeError(name)


def without_old_models() -> None:
    """Let the next `import spacy` do without `pydantic.v1`, by which components of others may declare what they take.

    Only where nobody else's components can be: in a process of the command line.
    """
    if "confection" not in sys.modules and _OLD_MODELS not in sys.modules:
        sys.modules[_OLD_MODELS] = _Absent(_OLD_MODELS)
