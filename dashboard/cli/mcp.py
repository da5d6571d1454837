"""`mcp`: serve AI assistants by the Model Context Protocol over standard input and output."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dashboard.cli.common import Commands, fail, folder_help

if TYPE_CHECKING:
    from dashboard.web.assistant import Assistant

INSTRUCTIONS = (
    "Russia's register of “undesirable” organizations: who is on it, since when, why, with sources. Say in every "
    "answer of which state of the register it is (`register`), attribute every accusation to who made it, and do not "
    "present anything as legal advice. “none” is no all-clear: it holds for that state only. “possible” and "
    "“unchecked” need a person."
)


def add(commands: Commands) -> None:
    """Add the command to the parser."""
    command = commands.add_parser(
        "mcp",
        help="serve AI assistants by the Model Context Protocol (needs the extra `assistants`)",
        epilog="An assistant starts this command itself and communicates by standard input and output. "
        "Questions are not stored, logged or sent on.",
    )
    command.add_argument("--data", type=Path, metavar="PATH", help=folder_help())
    command.set_defaults(run=_mcp)


def _mcp(arguments: argparse.Namespace) -> int:
    from dashboard.catalog.loading import load_catalog
    from dashboard.dataset.package import PackageError

    try:
        from mcp.server.mcpserver import MCPServer  # noqa: F401
    except ImportError:
        return fail(
            "The SDK of the Model Context Protocol is missing: install it with "
            "pip install 'undesirable-register[assistants]'."
        )
    try:
        load_catalog(arguments.data)
    except PackageError as error:
        return fail(str(error))
    server(arguments.data).run("stdio")
    return 0


def server(directory: Path | None) -> Any:
    """Create the server with its tools.

    Args:
        directory: The folder of the data package; None for the one of the settings.
    """
    from mcp.server.mcpserver import MCPServer
    from mcp.server.mcpserver.exceptions import ToolError
    from mcp.types import ToolAnnotations

    from dashboard import __version__

    made: Any = MCPServer(
        "undesirable-register",
        title="The Undesirable Register",
        instructions=INSTRUCTIONS,
        version=__version__,
        log_level="CRITICAL",  # its log would contain the questions
    )
    reads = ToolAnnotations(read_only_hint=True, idempotent_hint=True, open_world_hint=False)

    def answer(language: str, ask: Callable[[Assistant], dict[str, Any]]) -> dict[str, Any]:
        from dashboard import locale
        from dashboard.catalog.loading import load_catalog
        from dashboard.web.assistant import AskedError, Assistant

        try:
            if language not in locale.languages():
                raise AskedError(f"language must be one of {', '.join(locale.languages())}.")
            return ask(Assistant(load_catalog(directory), language))
        except AskedError as error:
            raise ToolError(str(error)) from None

    def check_names(names: list[str], language: str = "en") -> dict[str, Any]:
        """Return whether names are those of organizations that Russia declared "undesirable".

        Names may be in any script, spelling or grammatical case. A verdict is `listed`, `announced` or `delisted`
        (certain), `possible` (compare the names), `none` (not in the named state of the register) or `unchecked`.
        """
        return answer(language, lambda asked: asked.check_names(names))

    def check_text(text: str, language: str = "en") -> dict[str, Any]:
        """Find where a text (Russian, English, Ukrainian, German and others) names "undesirable" organizations."""
        return answer(language, lambda asked: asked.check_text(text))

    def find_organizations(
        query: str = "",
        country: list[str] | None = None,
        category: list[str] | None = None,
        status: list[str] | None = None,
        years: list[int] | None = None,
        limit: int = 20,
        language: str = "en",
    ) -> dict[str, Any]:
        """List organizations of the register by words, country (ISO code), category, status and years of listing.

        `years` is one year, or the first and the last of a span.
        """
        filters = _filters(query, country, category, status, years)
        return answer(language, lambda asked: asked.find(filters, limit))

    def organization(id: str, language: str = "en") -> dict[str, Any]:  # noqa: A002
        """Describe one organization: names, dates, the stated reason and who gave it, evidence, articles, cases."""
        return answer(language, lambda asked: asked.organization(id))

    def count(
        by: list[str],
        of: str = "designations",
        query: str = "",
        country: list[str] | None = None,
        category: list[str] | None = None,
        status: list[str] | None = None,
        years: list[int] | None = None,
        language: str = "en",
    ) -> dict[str, Any]:
        """Count designations, articles or claims by dimensions such as year, month, country, category and status."""
        filters = _filters(query, country, category, status, years)
        return answer(language, lambda asked: asked.count(by, filters, of))

    for each in (check_names, check_text, find_organizations, organization, count):
        made.add_tool(each, annotations=reads)
    return made


def _filters(
    query: str,
    country: list[str] | None,
    category: list[str] | None,
    status: list[str] | None,
    years: list[int] | None,
) -> dict[str, list[str]]:
    """Convert the arguments of a tool to filters."""
    given = {
        "q": [query] if query.strip() else [],
        "country": country or [],
        "category": category or [],
        "status": status or [],
        "year": [str(each) for each in years or []],
    }
    return {key: values for key, values in given.items() if values}
