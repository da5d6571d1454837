"""`document`: write the generated parts of the data's README and description."""

from __future__ import annotations

import argparse
from pathlib import Path

from dashboard import settings
from dashboard.cli.common import Commands, fail, folder_help


def add(commands: Commands) -> None:
    """Add the command to the parser."""
    command = commands.add_parser(
        "document",
        help="write the generated parts of the data's README and description, and the list of identifiers",
    )
    command.add_argument("path", type=Path, nargs="?", metavar="PATH", help=folder_help())
    command.set_defaults(run=_document)


def _document(arguments: argparse.Namespace) -> int:
    from dashboard.catalog.loading import load_catalog
    from dashboard.catalog.quality import as_markdown, assess
    from dashboard.dataset.codebook import update_readme
    from dashboard.dataset.identifiers import PATH, with_all
    from dashboard.dataset.package import PackageError, read_package, replace_file, write_descriptor

    directory = arguments.path or settings.data_directory()
    readme = directory / "README.md"
    try:
        catalog = load_catalog(directory)
        text = update_readme(readme.read_text(encoding="utf-8"), as_markdown(assess(catalog)))
        replace_file(readme, text)
        known = read_package(directory)
        replace_file(directory / PATH, with_all(known.published, known.tables))
        write_descriptor(
            directory, version=catalog.version, as_of=catalog.as_of, coverage=catalog.coverage
        )
    except PackageError as error:
        return fail(str(error))
    except (OSError, ValueError) as error:
        return fail(f"{readme} cannot be updated: {error}")
    return 0
