"""The ASGI entry: `streamlit run dashboard/app.py`."""

from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles
from streamlit.runtime.pages_manager import PagesManager

from dashboard.web.headers import PrivacyHeaders

_HERE = Path(__file__).resolve().parent

# Our pages/ is a package, not a folder of scripts. `st.navigation` says so too, but only once it has
# run: the first reader of a fresh process would be shown the bare files.
PagesManager.uses_pages_directory = False

app = st.App(
    _HERE / "main.py",
    routes=[Mount("/assets", StaticFiles(directory=_HERE / "web" / "assets"), name="assets")],
    middleware=[Middleware(PrivacyHeaders)],
)
