"""`export-site`: write the whole site as static files, for any web host, a USB stick, IPFS or an onion service."""

from __future__ import annotations

import argparse
import time
from pathlib import Path
from urllib.parse import urlsplit

from dashboard.cli.common import Commands, fail


def add(commands: Commands) -> None:
    """Add the command to the parser."""
    command = commands.add_parser(
        "export-site",
        help="write the whole site as static files: a mirror for any web host, a USB stick, IPFS or an onion service",
    )
    command.add_argument(
        "folder",
        type=Path,
        metavar="FOLDER",
        help="a missing or empty folder, or an earlier mirror, which is replaced",
    )
    command.add_argument(
        "--base-url",
        metavar="URL",
        type=_base,
        help="the URL of the mirror; without it, feeds and sitemap are left out",
    )
    command.add_argument(
        "--force", action="store_true", help="replace the folder whatever it contains"
    )
    command.set_defaults(run=_export)


def _base(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment:
        raise argparse.ArgumentTypeError(
            f"{text!r} is not a URL such as https://example.org/register"
        )
    return text.rstrip("/")


def _export(arguments: argparse.Namespace) -> int:
    from dashboard.catalog import load_catalog
    from dashboard.dataset.package import PackageError
    from dashboard.mirror.export import RefusedError, export

    started = time.monotonic()
    try:
        written = export(
            load_catalog(), arguments.folder, base=arguments.base_url or "", force=arguments.force
        )
    except (PackageError, RefusedError) as error:
        return fail(str(error))
    except OSError as error:
        return fail(f"The mirror could not be written: {error}")
    print(
        f"{arguments.folder} has {written.pages} pages in {written.files} files, "
        f"{written.size / 1e6:.0f} MB, written in {time.monotonic() - started:.0f} s."
    )
    return 0
