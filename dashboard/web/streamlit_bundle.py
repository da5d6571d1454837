"""Streamlit's scripts in one file, which `tools/streamlit/build.mjs` makes.

Streamlit sends its scripts in some eighty files; on a line with a long delay the requests take longer than
the bytes. The bundle has what every page needs. Other parts stay files of their own, under the address of
the bundle: what they import of it is a line that takes it from the bundle, so that there is one React. With
another version of Streamlit than the one it was made of there is no bundle, and its own files are sent.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import BaseRoute, Route

from dashboard.asking.address import Site
from dashboard.web.api import METHODS, Sync, threaded
from dashboard.web.compression import IMMUTABLE
from dashboard.web.problems import Problem
from dashboard.web.streamlit_document import static_folder, streamlit_document

FOLDER = Path(__file__).resolve().parent / "assets" / "streamlit"
_NAME = re.compile(r"[\w-]+(?:\.[\w-]+)*\.js")


@dataclass(frozen=True)
class Bundle:
    """The bundle.

    Attributes:
        hash: Of its content; the name of its folder.
        shims: For each file of Streamlit's that is in it, what that file exports: "name in it as name".
    """

    hash: str
    shims: Mapping[str, str]

    @property
    def path(self) -> str:
        """Its path below the site's address."""
        return f"assets/streamlit/{self.hash}/app.js"


@lru_cache
def bundle() -> Bundle | None:
    """Return the bundle for the installed version of Streamlit, or None without one."""
    try:
        made = json.loads((FOLDER / "bundle.json").read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    scripts = static_folder() / "js"
    fits = f"/{made['first']}" in streamlit_document().module and all(
        (scripts / name).is_file() for name in made["shims"]
    )
    return Bundle(made["hash"], made["shims"]) if fits else None


def routes(site: Site) -> list[BaseRoute]:
    """Return the addresses of the parts that are not in the bundle, and of what they import from it."""
    found = bundle()
    if found is None:
        return []
    address = site.path(f"assets/streamlit/{found.hash}/{{name}}")
    return [Route(address, threaded(_part(found)), methods=METHODS)]


def _part(found: Bundle) -> Sync:
    def answer(request: Request) -> Response:
        name = request.path_params["name"]
        headers = {"Cache-Control": IMMUTABLE}
        if name in found.shims:
            exported = found.shims[name]
            text = f'export{{{exported}}}from"./app.js";' if exported else 'import"./app.js";'
            return Response(text, media_type="text/javascript", headers=headers)
        path = static_folder() / "js" / name
        if name == "app.js":
            path = FOLDER / found.hash / name
        if not _NAME.fullmatch(name) or not path.is_file():
            raise Problem(404, "There is no such part.")
        packed = path.with_name(f"{name}.br")
        if "br" in request.headers.get("accept-encoding", "") and packed.is_file():
            path, headers = packed, headers | {"Content-Encoding": "br", "Vary": "Accept-Encoding"}
        return FileResponse(path, media_type="text/javascript", headers=headers)

    return answer
