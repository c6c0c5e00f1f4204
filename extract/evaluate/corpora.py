from typing import Any


def evaluate_corpus(*a: Any, **k: Any) -> Any: ...
