"""Examples of requests and responses for the OpenAPI document.

The responses are real, cut to a few rows, and name their version of the data. `tools/examples.py`
updates them.
"""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

PATH = Path(__file__).with_name("examples.json")


@lru_cache
def examples() -> dict[str, dict[str, Any]]:
    """Return the examples by `operationId`: ``asked``, and ``answer`` if it is JSON."""
    read: dict[str, dict[str, Any]] = json.loads(PATH.read_text(encoding="utf-8"))
    return read


def with_examples(paths: dict[str, Any]) -> dict[str, Any]:
    """Add the examples to the paths of an OpenAPI document.

    Args:
        paths: The paths, without examples.
    """
    return {
        path: {method: _with_example(operation) for method, operation in methods.items()}
        for path, methods in paths.items()
    }


def _with_example(operation: dict[str, Any]) -> dict[str, Any]:
    found = examples().get(operation["operationId"])
    if not found:
        return operation
    said = f"{operation.get('description', '')}\n\nExample: `{found['asked']}`".strip()
    made = operation | {"description": said}
    if "answer" in found:
        good = operation["responses"]["200"]
        kind = next(iter(good["content"]))
        content = good["content"] | {kind: good["content"][kind] | {"example": found["answer"]}}
        made["responses"] = operation["responses"] | {"200": good | {"content": content}}
    return made
