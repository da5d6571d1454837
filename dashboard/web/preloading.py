"""Preload files that Streamlit would otherwise load one after the other.

Streamlit loads the code of an element type when the first such element arrives, after the page has
connected and its
script has run. The pages of this site always need the same few types.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from dashboard.web.streamlit_bundle import bundle
from dashboard.web.streamlit_document import static_folder, streamlit_document

_PARTS = ("Html", "purify.es")
"""Names of Streamlit's files for the elements of the first screen, without their hashes."""
_IMPORTED = re.compile(r"""(?:from|import)\s*["']\./([\w.-]+\.js)["']""")


@lru_cache
def links() -> str:
    """Return the `link` elements that preload the scripts that every page needs.

    Returns:
        HTML. Files that another version of Streamlit does not have are left out, which only costs
        time.
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
