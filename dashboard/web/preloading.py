"""Files that a browser can fetch while Streamlit starts, instead of discovering them one by one.

Streamlit loads the part for a kind of element once the first of that kind arrives, which is after the
page has connected and its script has run. Our pages always need the same few.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from dashboard.web.streamlit_bundle import bundle
from dashboard.web.streamlit_document import static_folder, streamlit_document

_PARTS = ("Html", "purify.es")
"""Streamlit's files for the elements of the first screen, without their hashes."""
_IMPORTED = re.compile(r"""(?:from|import)\s*["']\./([\w.-]+\.js)["']""")


@lru_cache
def links() -> str:
    """Return the elements that announce the scripts that every page needs.

    Returns:
        Markup; parts that another version of Streamlit has not are left out, which costs time and nothing else.
    """
    if bundle():
        return ""
    announced = streamlit_document().preloaded
    scripts = dict.fromkeys(
        name
        for part in _PARTS
        for found in sorted((static_folder() / "js").glob(f"{part}.*.js"))
        for name in _with_imports(found)
    )
    already = "".join((streamlit_document().module, *announced))
    return "\n".join(
        [
            *announced,
            *(
                f'<link rel="modulepreload" crossorigin href="./static/js/{name}">'
                for name in scripts
                if f"js/{name}" not in already
            ),
        ]
    )


def _with_imports(script: Path, seen: set[str] | None = None) -> Iterator[str]:
    seen = seen if seen is not None else set()
    if script.name in seen or not script.is_file():
        return
    seen.add(script.name)
    yield script.name
    for name in _IMPORTED.findall(script.read_text(encoding="utf-8")):
        yield from _with_imports(script.with_name(name), seen)
