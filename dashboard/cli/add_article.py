"""`add-article`: add a published page to the dataset."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from dashboard import settings
from dashboard.cli.common import Commands, fail, folder_help
from dashboard.cli.fields import add_flags, ask, at_terminal, flag, is_moot
from dashboard.dataset.tables import ARTICLES

if TYPE_CHECKING:
    from dashboard.editing.adding import Suggestion

_OWN = ("id", "url", "publisher_id")
_PUBLISHER = ("name", "name_ru", "country", "ownership")


def add(commands: Commands) -> None:
    """Add the command to the parser."""
    command = commands.add_parser(
        "add-article",
        help="add a published page to the dataset",
        description="Adds an article from flags, and asks for missing fields. The new package is "
        "validated and written atomically.",
    )
    command.late = _arguments
    command.set_defaults(run=_add_article)


def _arguments(command: argparse.ArgumentParser) -> None:

    command.add_argument("url", metavar="URL", help="the URL of the article; - if it is unknown")
    add_flags(command, ARTICLES, without=_OWN)
    command.add_argument(
        "--publisher", metavar="TEXT", help="name or id of the publisher (required)"
    )
    command.add_argument(
        "--publisher-name-ru", metavar="TEXT", default="", help="of a new publisher"
    )
    command.add_argument(
        "--publisher-country", metavar="TEXT", default="", help="of a new publisher"
    )
    command.add_argument(
        "--publisher-ownership", metavar="TEXT", default="", help="of a new publisher"
    )
    command.add_argument(
        "--about", metavar="ID", action="append", default=[],
        help="a designation that the article is about; may be repeated",
    )  # fmt: skip
    command.add_argument(
        "--mentions", metavar="ID", action="append", default=[],
        help="a designation that the article names; may be repeated",
    )  # fmt: skip
    command.add_argument(
        "--suggested",
        action="store_true",
        help="accept the designations that the title and summary seem to mention",
    )
    command.add_argument("--data", type=Path, metavar="PATH", help=folder_help())


def _add_article(arguments: argparse.Namespace) -> int:
    from dashboard.dataset.package import PackageError
    from dashboard.editing.adding import AdditionError, add_article, refuse_page, suggest
    from dashboard.editing.draft import Draft

    try:
        draft = Draft.of(arguments.data or settings.data_directory())
        url = "" if arguments.url == "-" else arguments.url.strip()
        refuse_page(draft, url)
        fields = _fields(arguments) | {"url": url}
        publisher = {"name": arguments.publisher or _ask_publisher()}
        publisher |= {
            name: getattr(arguments, f"publisher_{name}") for name in _PUBLISHER if name != "name"
        }
        mentions = dict.fromkeys(arguments.about, "subject")
        mentions |= {each: "mentioned" for each in arguments.mentions if each not in mentions}
        left = [
            each
            for each in suggest(draft, fields["title"], fields["summary"])
            if each.designation_id not in mentions and not set(each.others) & set(mentions)
        ]
        if arguments.suggested:
            mentions |= {each.designation_id: each.role for each in left}
        elif at_terminal():
            mentions |= _confirmed(left)
        version, identifier = add_article(
            draft, fields, publisher=publisher, mentions=mentions, today=date.today()
        )
    except (AdditionError, PackageError) as error:
        return fail(str(error))
    except OSError as error:
        return fail(f"Nothing was written: {error}")
    except EOFError:
        return fail("Nothing was written: not all questions were answered.")
    print(f"Added {identifier} in version {version}.")
    for key, role in mentions.items():
        print(f"  {role}: {key}")
    for each in left:
        if each.designation_id not in mentions:
            print(f"  It seems to mention {each.designation_id} too (“{each.text}”).")
    return 0


def _fields(arguments: argparse.Namespace) -> dict[str, str]:
    from dashboard.editing.adding import AdditionError

    fields: dict[str, str] = {}
    for field in ARTICLES.fields:
        if field.name in _OWN:
            continue
        given = getattr(arguments, field.name)
        if field.type == "boolean":
            fields[field.name] = "true" if given else "false"
        elif given is not None:
            fields[field.name] = given.strip()
        elif at_terminal() and not is_moot(ARTICLES, field, fields):
            fields[field.name] = ask(field)
    needed = [field.name for field in ARTICLES.fields if field.required]
    lacking = [name for name in needed if name not in _OWN and not fields.get(name)]
    if not arguments.publisher and not at_terminal():
        lacking.append("publisher")
    if lacking:
        raise AdditionError(f"Required but missing: {', '.join(map(flag, lacking))}.")
    return fields


def _ask_publisher() -> str:

    return ask(ARTICLES["publisher_id"])


def _confirmed(suggestions: list[Suggestion]) -> dict[str, str]:
    """Ask in the terminal which of the suggested designations are really mentioned, and in which role."""
    chosen = {}
    for each in suggestions:
        print(f"“{each.text}” seems to be {each.name} ({each.designation_id}).")
        answer = input(f"[s]ubject, [m]entioned or [n]o? ({each.role}) > ").strip().casefold()
        role = {"": each.role, "s": "subject", "m": "mentioned"}.get(answer[:1])
        if role:
            chosen[each.designation_id] = role
    return chosen
