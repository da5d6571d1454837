"""The description of the API, tried by a program that knows nothing else of it."""

import re

import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from jsonschema import Draft202012Validator

from dashboard.asking.filters import FILTER_KEYS
from dashboard.dataset.choices import CATEGORIES
from dashboard.dataset.tables import TABLES
from tests.support.sample import sample_catalog, serving_sample
from tests.web.conftest import whole

with serving_sample():
    described = schemathesis.openapi.from_asgi("/api/v1/openapi.json", whole())
described.config.phases.coverage.enabled = False


# A form whose fields are JSON is not made by schemathesis: test_reconcile.py holds its answers against
# the schemas of the protocol.
@described.exclude(path="/api/v1/reconcile").parametrize()
@settings(max_examples=4, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
def test_every_answer_is_as_it_is_described(case):
    case.call_and_validate()


def test_it_is_made_from_the_schema_and_the_filters(client):
    document = client.get("/v1/openapi.json").json()
    assert document["openapi"].startswith("3.1")
    assert set(document["components"]["parameters"]) == set(FILTER_KEYS)
    rows = document["components"]["schemas"]
    for table in TABLES:
        assert set(table.columns) <= set(rows[table.name]["properties"])
    categories = document["components"]["parameters"]["category"]["schema"]["items"]["enum"]
    assert categories == [choice.value for choice in CATEGORIES]
    assert sample_catalog().version in document["info"]["description"]


OPERATIONS = [
    (path, method, operation)
    for path, methods in described.raw_schema["paths"].items()
    for method, operation in methods.items()
]


@pytest.mark.parametrize(("path", "method", "operation"), OPERATIONS, ids=lambda each: each if isinstance(each, str) else "")  # fmt: skip
def test_each_operation_has_an_example_that_is_as_it_is_described(path, method, operation):
    asked = re.search(r"Example: `([A-Z]+) ([^ `]+)", operation["description"])
    assert asked, "run tools/examples.py"
    assert asked[1] == method.upper()
    pattern = re.escape(path).replace(r"\{", "{").replace(r"\}", "}")
    assert re.fullmatch(re.sub(r"\{[^}]*\}", "[^/?]+", pattern), asked[2].partition("?")[0])
    media = operation["responses"]["200"]["content"].get("application/json", {})
    if "schema" not in media:  # it answers with a file or a page
        return
    whole = media["schema"] | {"components": described.raw_schema["components"]}
    Draft202012Validator(whole).validate(media["example"])
