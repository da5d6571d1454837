"""Request an example of each operation of the API, and write them for the OpenAPI document.

    python tools/examples.py

Run it after a change of the API's responses; `tests/web/test_openapi.py` fails if it is needed.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from starlette.testclient import TestClient

from dashboard.asking.address import Site
from dashboard.asking.crossed import DIMENSIONS
from dashboard.asking.filters import Filters
from dashboard.asking.views import VIEWS
from dashboard.catalog import load_catalog
from dashboard.charts.registry import COUNTED
from dashboard.web.application import api
from dashboard.web.examples import PATH

ROWS = 2
"""Number of items kept of each list."""
NAME, COUNTRY, KEY = "Amnesty International", "GB", "amnesty-international"
_JSON = "application/json"
_FORM = "application/x-www-form-urlencoded"

FILES = ("bulk_file", "reconcile_preview")
"""Operations whose response is not JSON."""

Asked = tuple[str, str, str, str, str]
"""Operation, method, address, media type of the body, and body."""


def requests() -> Iterator[Asked]:
    """Yield a request for each operation."""

    def get(key: str, address: str) -> Asked:
        return key, "GET", f"/api/v1/{address}", "", ""

    def post(key: str, address: str, body: Any) -> Asked:
        text = body if isinstance(body, str) else json.dumps(body, ensure_ascii=False)
        return key, "POST", f"/api/v1/{address}", _FORM if isinstance(body, str) else _JSON, text

    catalog = load_catalog()
    for name, view in VIEWS.items():
        yield get(name, f"{name}?limit={ROWS}")
        yield get(f"{name}_in_format", f"{name}.json?limit={ROWS}")
        if view.key:
            rows = view.rows(catalog, Filters())
            known = rows.at(rows.columns("id")["id"].eq(KEY).to_numpy().nonzero()[0]) if name == "designations" else rows  # fmt: skip
            row = known.part(0, 1)
            yield get(
                f"{name}_one", "/".join([name, *(str(row[each].iloc[0]) for each in view.key)])
            )
    for table, dimensions in DIMENSIONS.items():
        base = "counts" if table == "designations" else f"counts/{table}"
        yield get(f"counts_{table}", f"{base}?by={dimensions[0]}")
        yield get(f"counts_{table}_in_format", f"{base}.json?by={dimensions[0]}")
    yield get("charts", "charts")
    for key in COUNTED:
        yield get(f"chart_{key}", f"charts/{key}.json")
    yield get("bulk", "bulk")
    yield get("bulk_file", "bulk/metadata.json")
    yield post("check", "check", {"name": NAME})
    yield post("suggest", "suggest", {"text": "amnes"})
    queries = json.dumps({"q0": {"query": NAME, "properties": [{"pid": "country", "v": COUNTRY}]}})
    yield get("reconcile", "reconcile")
    yield post("reconcile_form", "reconcile", f"queries={quote(queries)}")
    named = {"matchType": "name", "propertyValue": NAME}
    yield post("reconcile_match", "reconcile/match", {"queries": [{"conditions": [named]}]})
    wanted = {"ids": [KEY], "properties": [{"id": "listed_date"}]}
    yield post("reconcile_extend", "reconcile/extend", wanted)
    yield get("reconcile_propose", "reconcile/extend/propose?limit=2")
    yield get("reconcile_preview", f"reconcile/preview?id={KEY}")
    for kind, typed in (("entity", "amnes"), ("property", "da"), ("type", "me")):
        yield get(f"reconcile_suggest_{kind}", f"reconcile/suggest/{kind}?prefix={typed}")


def short(value: Any) -> Any:
    """Cut every list of objects in a JSON value to its first items."""
    if isinstance(value, dict):
        return {name: short(each) for name, each in value.items()}
    if isinstance(value, list):
        objects = any(isinstance(each, dict) for each in value)
        return [short(each) for each in (value[:ROWS] if objects else value)]
    return value


def shown(asked: Asked) -> str:
    """Return a request as a line to read."""
    _key, method, address, _kind, body = asked
    return f"{method} {address} {body}".strip()


def main() -> None:
    """Write the examples."""
    client = TestClient(api(Site()), base_url="https://register.example", root_path="")
    found: dict[str, Any] = {}
    for asked in requests():
        key, method, address, kind, body = asked
        answer = client.request(
            method,
            address.removeprefix("/api"),
            content=body or None,
            headers={"Content-Type": kind} if kind else None,
        )
        assert answer.status_code == 200, (asked, answer.text[:300])
        found[key] = {"asked": shown(asked)}
        if key not in FILES:
            found[key]["answer"] = short(answer.json())
    PATH.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
