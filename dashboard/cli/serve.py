"""`serve`: open the explorer on this computer."""

from __future__ import annotations

import argparse
import os
import runpy
import sys
from pathlib import Path

from dashboard import settings
from dashboard.cli.common import Commands, fail, folder_help

_PACKAGE = Path(__file__).resolve().parent.parent


def add(commands: Commands) -> None:
    """Add the command to the parser."""
    serve = commands.add_parser("serve", help="open the explorer on this computer")
    serve.add_argument("--port", type=_port, default=8501, help="the port (8501)")
    serve.add_argument(
        "--address",
        default="localhost",
        help="the address to listen on (localhost: this computer only; 0.0.0.0: any)",
    )
    serve.add_argument("--data", type=Path, metavar="PATH", help=folder_help())
    serve.set_defaults(run=_serve)


def _port(text: str) -> int:
    if text.isascii() and text.isdigit() and 0 < int(text) < 65536:
        return int(text)
    raise argparse.ArgumentTypeError(f"{text!r} is not a port: give a number from 1 to 65535")


def _serve(arguments: argparse.Namespace) -> int:
    # Set the environment variable, because Streamlit runs the pages, which load the data by
    # themselves.
    data = (arguments.data or settings.data_directory()).expanduser().absolute()
    os.environ["DASHBOARD_DATA"] = str(data)
    from dashboard.catalog.loading import load_catalog
    from dashboard.dataset.package import PackageError

    try:
        settings.verify()
        load_catalog()
    except (PackageError, settings.SettingError) as error:
        return fail(str(error))

    # Streamlit reads `.streamlit/config.toml` beside the script (where the wheel has it) and in the
    # working directory (so in a checkout, change to its root).
    if not (_PACKAGE / ".streamlit" / "config.toml").is_file():
        os.chdir(_PACKAGE.parent)
    sys.argv = [
        "streamlit",
        "run",
        str(_PACKAGE / "app.py"),
        f"--server.port={arguments.port}",
        f"--server.address={arguments.address}",
    ]
    # Call Streamlit's command line, because the function behind it is private.
    runpy.run_module("streamlit", run_name="__main__", alter_sys=True)
    return 0
