"""spaCy without its command line, whose imports (downloads, templates, web requests) take half of spaCy's start.

`import spacy` imports `spacy.cli` for one function, `spacy.info`. Here that function imports it when it is called, and
`spacy.cli` when it is asked for.
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import Any

_NAME = "spacy.cli.info"


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
