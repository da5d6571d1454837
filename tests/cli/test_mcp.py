"""`python -m dashboard mcp`, asked by the client of the protocol's own SDK."""

import json
import sys
from contextlib import asynccontextmanager

import pytest

from dashboard import cli

pytest.importorskip("mcp", reason="The SDK of the Model Context Protocol is not installed.")
anyio = pytest.importorskip("anyio")


def asked(package, *calls):
    """Return the tools, and the answers to calls (name, arguments), from a process of its own."""
    from mcp import Client, StdioServerParameters, stdio_client

    server = StdioServerParameters(
        command=sys.executable, args=["-m", "dashboard", "mcp", "--data", str(package)]
    )

    @asynccontextmanager
    async def connected():
        async with Client(stdio_client(server)) as client:
            yield client

    async def ask():
        async with connected() as client:
            tools = (await client.list_tools()).tools
            return tools, [await client.call_tool(name, given) for name, given in calls]

    return anyio.run(ask)


def test_an_assistant_asks_for_everything_there_is(tiny_package):
    tools, answers = asked(
        tiny_package,
        ("check_names", {"names": ["Альфа Медиа", "Nobody at All", "12"]}),
        ("check_text", {"text": "The outlet Alpha Media was fined."}),
        ("find_organizations", {"country": ["LV"], "language": "ru"}),
        ("organization", {"id": "alpha"}),
        ("count", {"by": ["year", "category"]}),
        ("organization", {"id": "nobody"}),
        ("find_organizations", {"country": ["Latvia"]}),
        ("count", {"by": ["colour"]}),
        ("check_names", {"names": []}),
    )
    assert {each.name for each in tools} == {
        "check_names", "check_text", "find_organizations", "organization", "count",
    }  # fmt: skip
    names, text, found, one, counted, *refused = answers
    told = [json.loads(each.content[0].text) for each in (names, text, found, one, counted)]
    for each in told:
        assert each["version"] == "2026.01.02"
        assert "1" in each["register"]
        assert "legal advice" in each["notice"]
        assert "evidence" in each["sources"]
    names, text, found, one, counted = told
    assert [each["verdict"] for each in names["results"]] == ["listed", "none", "unchecked"]
    assert names["results"][0]["organization"]["id"] == "alpha"
    assert text["mentions"][0]["text"] == "Alpha Media"
    assert [each["id"] for each in found["results"]] == ["alpha"]
    evidence = one["organization"]["further"]["evidence"]
    assert evidence["rows"][0]["url"] == "https://example.org/order"
    assert "Prosecutor" in one["organization"]["reason"]
    assert one["organization"]["articles_about"]["total"] == 1
    assert counted["total"] == 3
    assert {"year": 2022, "category": "media", "count": 1} in counted["results"]
    said = [each.content[0].text for each in refused]
    assert all(each.is_error for each in refused)
    assert "find_organizations" in said[0]
    assert "LV" in said[1]
    assert "category" in said[2]
    assert "1 to 200" in said[3]


def test_a_package_that_cannot_be_read_is_named(tmp_path, capsys):
    assert cli.main(["mcp", "--data", str(tmp_path)]) == 1
    assert str(tmp_path) in capsys.readouterr().err
