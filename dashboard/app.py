"""The ASGI entry: `streamlit run dashboard/app.py`."""

import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

_HERE = Path(__file__).resolve().parent
if str(_HERE.parent) not in sys.path:
    # `streamlit run dashboard/app.py` in a checkout that was not installed.
    sys.path.append(str(_HERE.parent))

import streamlit as st  # noqa: E402
from starlette.middleware import Middleware  # noqa: E402
from starlette.routing import Mount  # noqa: E402
from starlette.staticfiles import StaticFiles  # noqa: E402
from streamlit.runtime.pages_manager import PagesManager  # noqa: E402

from dashboard.web.application import routes  # noqa: E402
from dashboard.web.headers import PrivacyHeaders  # noqa: E402
from dashboard.web.site import Site  # noqa: E402
from dashboard.web.sockets import send_at_once  # noqa: E402

# Our pages/ is a package, not a folder of scripts. `st.navigation` says so too, but only once it has
# run: the first reader of a fresh process would be shown the bare files.
PagesManager.uses_pages_directory = False

_site = Site()


@asynccontextmanager
async def _started(_app: st.App) -> AsyncIterator[None]:
    send_at_once()
    yield


app = st.App(
    _HERE / "main.py",
    routes=[
        *routes(_site),
        # Only for the image of a chart, and only when one is asked for.
        Mount("/assets/plotly", StaticFiles(packages=[("plotly", "package_data")])),
        Mount("/assets", StaticFiles(directory=_HERE / "web" / "assets"), name="assets"),
    ],
    middleware=[Middleware(PrivacyHeaders)],
    lifespan=_started,
)
