"""A filter is one object and one field: page, address, sentence, API and files find it in `FACETS`."""

import pytest

from tests.support.copies import asked_of, copied_code, recipe
from tools.pins import ROOT

ASK = """
api = TestClient(application.api(Site()))
rows = api.get("/v1/designations?confidence=high").json()
described = api.get("/v1/openapi.json").json()["components"]["parameters"].values()
print(json.dumps({
    "page": shown("organizations", confidence="high"),
    "unknown": shown("organizations", confidence="absolute"),
    "ids": [row["id"] for row in rows["results"]],
    "refused": api.get("/v1/designations?confidence=absolute").json()["detail"],
    "csv": api.get("/v1/designations.csv?confidence=high").text,
    "described": [each["schema"] for each in described if each["name"] == "confidence"],
}))
"""


def replaced(path, old, new):
    text = (ROOT / "dashboard" / path).read_text(encoding="utf-8")
    assert text.count(old) == 1, old
    return text.replace(old, new)


@pytest.fixture(scope="module")
def answers(tmp_path_factory):
    """Ask a copy of the code that has the filter of docs/architecture.md as one object and one line."""
    facets = replaced(
        "asking/facets.py",
        "FACETS: tuple[Facet, ...] = (\n",
        "from dashboard.dataset.choices import CONFIDENCE\n\n"
        "FACETS: tuple[Facet, ...] = (\n" + recipe("A new filter").rstrip() + ",\n",
    )
    line = "    accusation: tuple[str, ...] = ()\n"
    filters = replaced("asking/filters.py", line, f"{line}    confidence: tuple[str, ...] = ()\n")
    copy = copied_code(
        tmp_path_factory.mktemp("copy"),
        {"asking/facets.py": facets, "asking/filters.py": filters},
    )
    return asked_of(copy, ASK)


def test_a_new_filter_keeps_its_rows_and_is_said_on_the_page(answers):
    assert "Alpha Media" in answers["page"]
    assert "Beta Fund" not in answers["page"]
    assert "with high confidence" in answers["page"]
    assert 'name="confidence"' in answers["page"]  # in the form of the filters
    assert "Remove the filter: Confidence: </span>High" in answers["page"]


def test_an_unknown_value_of_a_new_filter_is_named(answers):
    assert "confidence=absolute" in answers["refused"]
    assert "Beta Fund" in answers["unknown"]  # the page shows what it would without


def test_a_new_filter_is_a_parameter_of_api_and_files(answers):
    assert answers["ids"] == ["alpha"]
    assert "Alpha Media" in answers["csv"]
    assert "Beta Fund" not in answers["csv"]
    (schema,) = answers["described"]
    assert schema["items"]["enum"] == ["high", "medium", "low"]
