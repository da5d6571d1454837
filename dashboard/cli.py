"""The command line: serve the explorer, check a data package, write its documentation."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from dashboard import __version__, settings

_PACKAGE = Path(__file__).resolve().parent


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command.

    Args:
        argv: The words after the program's name; those of the process if None.

    Returns:
        The exit code: 0 if all went well, 1 if the data are invalid or cannot be read. Words that
        make no command end the process with 2, as usual.
    """
    arguments = _parser().parse_args(argv)
    run: Callable[[argparse.Namespace], int] = arguments.run
    try:
        return run(arguments)
    except BrokenPipeError:
        # The reader of a pipe (`| head`) has seen enough. What is still unwritten goes nowhere, so
        # that the interpreter does not complain about it on its way out.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="undesirable-register",
        description='The open explorer of Russia\'s register of "undesirable" organizations.',
    )
    parser.add_argument("--version", action="version", version=__version__)
    commands = parser.add_subparsers(title="commands", metavar="command", required=True)
    folder = f"the folder of the data package (now {settings.data_directory()})"

    serve = commands.add_parser("serve", help="open the explorer on this computer")
    serve.add_argument("--port", type=_port, default=8501, help="the port (8501)")
    serve.add_argument(
        "--address",
        default="localhost",
        help="the address to listen on (localhost: this computer only; 0.0.0.0: any)",
    )
    serve.add_argument("--data", type=Path, metavar="PATH", help=folder)
    serve.set_defaults(run=_serve)

    for name, run, text in (
        ("validate", _validate, "check a data package and report on its quality"),
        ("document", _document, "write the generated parts of the data's README and description"),
    ):
        command = commands.add_parser(name, help=text)
        command.add_argument("path", type=Path, nargs="?", metavar="PATH", help=folder)
        command.set_defaults(run=run)
    return parser


def _port(text: str) -> int:
    if text.isascii() and text.isdigit() and 0 < int(text) < 65536:
        return int(text)
    raise argparse.ArgumentTypeError(f"{text!r} is no port: give a number from 1 to 65535")


def _serve(arguments: argparse.Namespace) -> int:
    # The setting, not a parameter, because Streamlit runs the pages, and what they load is theirs.
    data = (arguments.data or settings.data_directory()).expanduser().resolve()
    os.environ["DASHBOARD_DATA"] = str(data)
    from dashboard.catalog.catalog import load_catalog
    from dashboard.catalog.package import PackageError

    try:
        load_catalog()
    except PackageError as error:
        return _fail(str(error))

    # Streamlit reads `.streamlit/config.toml` beside the script, where the wheel carries it, and
    # in the working folder, which in a checkout has to be its top.
    if not (_PACKAGE / ".streamlit" / "config.toml").is_file():
        os.chdir(_PACKAGE.parent)
    from streamlit.web import cli

    cli.main(
        args=[
            "run",
            str(_PACKAGE / "app.py"),
            f"--server.port={arguments.port}",
            f"--server.address={arguments.address}",
        ],
        prog_name="streamlit",
        standalone_mode=False,
    )
    return 0


def _validate(arguments: argparse.Namespace) -> int:
    from dashboard.catalog.catalog import build_catalog
    from dashboard.catalog.package import PackageError, read_package
    from dashboard.catalog.quality import assess, report
    from dashboard.catalog.validation import validate

    directory = arguments.path or settings.data_directory()
    try:
        package = read_package(directory)
    except PackageError as error:
        return _fail(str(error))
    if violations := validate(package):
        for violation in violations:
            print(violation)
        return _fail(
            f"The data package in {directory} breaks {len(violations)} rule(s), listed above. "
            "Its quality is reported once it keeps them."
        )
    print(f"The data package in {directory} keeps every rule.\n")
    print(report(assess(build_catalog(package))))
    return 0


def _document(arguments: argparse.Namespace) -> int:
    from dashboard.catalog.catalog import load_catalog
    from dashboard.catalog.codebook import update_readme
    from dashboard.catalog.package import PackageError, replace_file, write_descriptor
    from dashboard.catalog.quality import as_markdown, assess

    directory = arguments.path or settings.data_directory()
    readme = directory / "README.md"
    try:
        catalog = load_catalog(directory)
        text = update_readme(readme.read_text(encoding="utf-8"), as_markdown(assess(catalog)))
        replace_file(readme, text)
        write_descriptor(directory, version=catalog.version, as_of=catalog.as_of)
    except PackageError as error:
        return _fail(str(error))
    except (OSError, ValueError) as error:
        return _fail(f"{readme} cannot be written anew: {error}")
    return 0


def _fail(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return 1
