"""Serve the bundle of Streamlit's scripts, which `tools/streamlit/build.mjs` builds.

Streamlit sends its scripts in about eighty files; on a connection with high latency the requests
take longer than the
transfer. The bundle has what every page needs, and a second file the widgets of `/check`. Other
parts stay files of their own, under the address of
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
_APP, _FORMS = "app.js", "forms.js"
_NAME = re.compile(r"[\w-]+(?:\.[\w-]+)*\.js")


@dataclass(frozen=True)
class Bundle:
    """The bundle.

    Attributes:
        hash: A hash of its content, which is the name of its folder.
        shims: The exports of each bundled file of Streamlit: "name in the bundle as name".
        forms: The same for the second file.
    """

    hash: str
    shims: Mapping[str, str]
    forms: Mapping[str, str]

    @property
    def path(self) -> str:
        """Its path below the site's address."""
        return f"assets/streamlit/{self.hash}/{_APP}"

    @property
    def forms_path(self) -> str:
        """The path of the second file."""
        return f"assets/streamlit/{self.hash}/{_FORMS}"

    def standing_for(self, name: str) -> str | None:
        """Return the shim script that replaces a file of Streamlit; None if the original file is served."""
        for own, shims in ((_APP, self.shims), (_FORMS, self.forms)):
            if name in shims:
                exported = shims[name]
                return f'export{{{exported}}}from"./{own}";' if exported else f'import"./{own}";'
        return None


@lru_cache
def bundle() -> Bundle | None:
    """Return the bundle for the installed version of Streamlit, or None without one."""
    try:
        made = json.loads((FOLDER / "bundle.json").read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    scripts = static_folder() / "js"
    fits = f"/{made['first']}" in streamlit_document().module and all(
        (scripts / name).is_file() for name in (*made["shims"], *made["forms"])
    )
    return Bundle(made["hash"], made["shims"], made["forms"]) if fits else None


def routes(site: Site) -> list[BaseRoute]:
    """Return the routes of the files outside of the bundle, and of the shims that they import."""
    found = bundle()
    if found is None:
        return []
    address = site.path(f"assets/streamlit/{found.hash}/{{name}}")
    return [Route(address, threaded(_part(found)), methods=METHODS)]


def _part(found: Bundle) -> Sync:
    def answer(request: Request) -> Response:
        name = request.path_params["name"]
        headers = {"Cache-Control": IMMUTABLE}
        if (text := found.standing_for(name)) is not None:
            return Response(text, media_type="text/javascript", headers=headers)
        path = static_folder() / "js" / name
        if name in (_APP, _FORMS):
            path = FOLDER / found.hash / name
        if not _NAME.fullmatch(name) or not path.is_file():
            raise Problem(404, "There is no such part.")
        packed = path.with_name(f"{name}.br")
        if "br" in request.headers.get("accept-encoding", "") and packed.is_file():
            path, headers = packed, headers | {"Content-Encoding": "br", "Vary": "Accept-Encoding"}
        return FileResponse(path, media_type="text/javascript", headers=headers)

    return answer
