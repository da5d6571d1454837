"""`export-site`: write the whole site as files, for a host without a server, a stick, IPFS or an onion service."""

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
        help="write the whole site as files: a mirror for any static host, a USB stick, IPFS or an onion service",
    )
    command.add_argument(
        "folder", type=Path, metavar="FOLDER", help="missing, empty, or a mirror that is replaced"
    )
    command.add_argument(
        "--base-url",
        metavar="URL",
        type=_base,
        help="where the mirror will be found; feeds and sitemap need it, and are left out without it",
    )
    command.add_argument(
        "--force", action="store_true", help="replace the folder whatever it holds"
    )
    command.set_defaults(run=_export)


def _base(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment:
        raise argparse.ArgumentTypeError(
            f"{text!r} is no address such as https://example.org/register"
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
        return fail(f"It could not be written: {error}")
    print(
        f"{arguments.folder} has {written.pages} pages in {written.files} files, "
        f"{written.size / 1e6:.0f} MB, made in {time.monotonic() - started:.0f} s."
    )
    return 0
