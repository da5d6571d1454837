"""Files that a browser can fetch while Streamlit starts, instead of discovering them one by one.

Streamlit loads the part for a kind of element once the first of that kind arrives, which is after the
page has connected and its script has run. Our pages always need the same few.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

_PARTS = ("Html", "TextInput", "Selectbox", "Multiselect", "Checkbox", "purify.es")
"""Streamlit's files for the elements of the first screen, without their hashes."""
_FONTS = ("SourceSerifVariable-Roman.ttf",)
_IMPORTED = re.compile(r"""(?:from|import)\s*["']\./([\w.-]+\.js)["']""")


@lru_cache
def links(document: str) -> str:
    """Return the elements of a head that announce the files.

    Args:
        document: Streamlit's own, which announces some already.

    Returns:
        Markup; "" where another version of Streamlit has other files, which costs time and nothing else.
    """
    static = Path(str(files("streamlit"))) / "static" / "static"
    scripts = dict.fromkeys(
        name
        for part in _PARTS
        for found in sorted((static / "js").glob(f"{part}.*.js"))
        for name in _with_imports(found)
    )
    fonts = [path.name for font in _FONTS for path in sorted((static / "media").glob(f"{font}.*"))]
    return "\n".join(
        [
            *(
                f'<link rel="modulepreload" crossorigin href="./static/js/{name}">'
                for name in scripts
                if f"js/{name}" not in document
            ),
            *(
                f'<link rel="preload" as="font" type="font/woff2" crossorigin href="./static/media/{name}">'
                for name in fonts
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
