"""The reconciliation service, held against the JSON Schemas of its specification."""

import json
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote

import pytest
from jsonschema import Draft202012Validator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012
from starlette.testclient import TestClient

from dashboard.catalog.memo import forget
from dashboard.names import allowance
from dashboard.names.awaiting import Look, Undescribed, keep_look
from dashboard.names.worker import BusyError, serve_with
from dashboard.web.reconcile import matching, properties
from dashboard.web.reconcile.matching import match
from tests.conftest import write_tiny_package
from tests.web.conftest import whole

SCHEMAS = {
    path.stem: json.loads(path.read_text(encoding="utf-8"))
    for path in (Path(__file__).parent / "reconciliation").glob("*.json")
}
REGISTRY = Registry().with_resources(
    (schema["$id"], Resource(schema, DRAFT202012)) for schema in SCHEMAS.values()
)
SERVICE = "/api/v1/reconcile"


@pytest.fixture(scope="module")
def service(tmp_path_factory):
    """Return a client of the whole site, which serves the small package."""
    package = write_tiny_package(tmp_path_factory.mktemp("reconcile") / "data")
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("DASHBOARD_DATA", str(package))
        patched.setenv("DASHBOARD_CHECK_RATE", "0")
        yield TestClient(whole(), raise_server_exceptions=False)


def valid(answer, schema):
    """Return the body of an answer that must be as a schema of the specification has it."""
    assert answer.status_code == 200, answer.text
    Draft202012Validator(SCHEMAS[schema], registry=REGISTRY).validate(answer.json())
    return answer.json()


def asked(service, query, **parameters):
    """Return the result of one query, sent as OpenRefine sends it."""
    batch = {"q0": query}
    Draft202012Validator(SCHEMAS["reconciliation-query-batch"]).validate(batch)
    form = {"queries": json.dumps(batch)}
    answer = service.post(SERVICE, data=form, params=parameters)
    return valid(answer, "reconciliation-result-batch")["q0"]


def test_the_manifest_is_valid_and_its_addresses_answer(service):
    told = valid(service.get(SERVICE), "manifest")
    assert told["versions"] == ["0.2"]
    assert told["identifierSpace"] == "http://testserver/o/"
    view = told["view"]["url"].replace("{{id}}", "alpha")
    assert "Alpha Media" in service.get(view).text
    preview = service.get(told["preview"]["url"].replace("{{id}}", "alpha"))
    assert "Alpha Media" in preview.text
    assert "frame-ancestors *" in preview.headers["content-security-policy"]
    assert "x-frame-options" not in preview.headers
    for kind, schema in (("entity", "entities"), ("property", "properties"), ("type", "types")):
        suggest = told["suggest"][kind]
        answer = service.get(
            suggest["service_url"] + suggest["service_path"], params={"prefix": "al"}
        )
        assert valid(answer, f"suggest-{schema}-response")["result"], kind
    propose = told["extend"]["propose_properties"]
    answer = service.get(
        propose["service_url"] + propose["service_path"], params={"type": "media", "limit": 2}
    )
    proposed = valid(answer, "data-extension-property-proposal")
    assert len(proposed["properties"]) == 2
    assert proposed["type"] == "media"
    assert service.get(SERVICE, headers={"Accept-Language": "ru"}).json()["name"] != told["name"]


def test_a_name_in_another_script_is_matched_as_by_the_check(service):
    result = asked(service, {"query": "Альфа Медиа"})
    (first, *_) = result["result"]
    assert (first["id"], first["name"], first["match"]) == ("alpha", "Alpha Media", True)
    assert [each["id"] for each in first["type"]] == ["media", "organization"]
    check = service.post("/api/v1/check", json={"name": "Альфа Медиа"}).json()["results"][0]
    assert result["verdict"] == check["verdict"] == "listed"
    assert first["score"] == pytest.approx(100 * check["score"], abs=0.1)


def test_not_found_names_the_register_state_and_unchecked_is_not_clear(service):
    none = asked(service, {"query": "Tver Astronomical Society"})
    assert none["result"] == []
    assert none["verdict"] == "none"
    assert "register" in none["reason"]
    assert asked(service, {"query": "12345"})["verdict"] == "unchecked"


def test_several_names_in_one_cell_are_candidates_and_no_match(service):
    result = asked(service, {"query": "Alpha Media; Beta Fund"})["result"]
    assert {each["id"] for each in result} == {"alpha", "beta"}
    assert not any(each["match"] for each in result)


@pytest.mark.parametrize(
    ("properties", "match"),
    [
        ([{"pid": "country", "v": "LV"}], True),
        ([{"pid": "country", "v": ["Germany", "Латвия"]}], True),
        ([{"pid": "country", "v": {"id": "lv"}}], True),
        ([{"pid": "country", "v": "Germany"}], False),
        ([{"pid": "country", "v": "Ruritania"}], True),  # it means no country: nothing to compare
        ([{"pid": "category", "v": "СМИ"}], True),
        ([{"pid": "category", "v": "business"}], False),
        ([{"pid": "status", "v": "listed"}, {"pid": "country", "v": "DE"}], False),
    ],
)
def test_a_property_that_contradicts_keeps_the_candidate_and_takes_the_match(
    service, properties, match
):
    first = asked(service, {"query": "Alpha Media", "properties": properties})["result"][0]
    assert first["id"] == "alpha"
    assert first["match"] is match
    assert (first["score"] == 100) is match


def test_types_are_categories_below_organization(service):
    assert asked(service, {"query": "Alpha Media", "type": "organization"})["result"][0]["match"]
    assert asked(service, {"query": "Alpha Media", "type": ["media"]})["result"][0]["match"]
    assert not asked(service, {"query": "Alpha Media", "type": "business"})["result"][0]["match"]
    both = {"query": "Alpha Media", "type": ["media", "business"]}
    assert asked(service, both)["result"][0]["match"]
    assert not asked(service, both | {"type_strict": "all"})["result"][0]["match"]


def test_an_identifier_means_its_designation_and_properties_alone_filter(service):
    assert asked(service, {"query": "alpha"})["result"][0]["id"] == "alpha"
    without = {"properties": [{"pid": "country", "v": "DE"}], "limit": 3}
    assert [each["id"] for each in asked(service, without)["result"]] == ["beta"]
    assert not asked(service, without)["result"][0]["match"]
    assert asked(service, {"query": "Alpha Media; Beta Fund", "limit": 1})["result"][1:] == []


def test_get_and_jsonp_answer_as_post_does(service):
    batch = quote(json.dumps({"q": {"query": "Beta Fund"}}))
    plain = service.get(f"{SERVICE}?queries={batch}&lang=ru")
    assert plain.json()["q"]["result"][0]["name"] == "Фонд «Бета»"
    script = service.get(f"{SERVICE}?queries={batch}&lang=ru&callback=jQuery1.done")
    assert script.headers["content-type"].startswith("text/javascript")
    assert script.text.startswith("/**/jQuery1.done({")
    assert json.loads(script.text.removeprefix("/**/jQuery1.done(")[:-2]) == plain.json()
    for bad in ("alert(1)", "a b", "a.", "1a", "я", "a\n", "a" * 200):
        assert service.get(SERVICE, params={"callback": bad}).status_code == 400


def test_other_sites_may_send_here_and_still_not_to_the_check(service):
    batch = {"queries": json.dumps({"q": {"query": "Beta Fund"}})}
    headers = {"Origin": "https://refine.example"}
    answer = service.post(SERVICE, data=batch, headers=headers)
    assert answer.headers["access-control-allow-origin"] == "*"
    for path in (SERVICE, f"{SERVICE}/match", f"{SERVICE}/extend"):
        asking = service.options(path, headers=headers | {"Access-Control-Request-Method": "POST"})
        assert "POST" in asking.headers["access-control-allow-methods"]
    other = service.post("/api/v1/check", json={"name": "x"}, headers=headers)
    assert "access-control-allow-origin" not in other.headers
    asking = service.options("/api/v1/check", headers=headers)
    assert "access-control-allow-origin" not in asking.headers


def test_suggestions_know_names_and_identifiers(service):
    def suggested(prefix, **parameters):
        answer = service.get(f"{SERVICE}/suggest/entity", params={"prefix": prefix} | parameters)
        return [each["id"] for each in valid(answer, "suggest-entities-response")["result"]]

    assert suggested("Альфа мед") == ["alpha"]
    assert suggested("gamm") == ["gamma"]
    assert suggested("beta")[0] == "beta"
    assert suggested("beta", cursor=20) == []
    assert suggested("") == []


def test_values_are_fetched_for_matched_entities(service):
    properties = ["listed_date", "order_number", "reason", "articles", "article_count", "country", "names"]  # fmt: skip
    properties += ["sites", "wikidata", "opensanctions"]
    query = {"ids": ["alpha", "nobody"], "properties": [{"id": each} for each in properties]}
    Draft202012Validator(SCHEMAS["data-extension-query"]).validate(query)
    answer = service.post(SERVICE, data={"extend": json.dumps(query)})
    told = valid(answer, "data-extension-response")
    assert [each["id"] for each in told["meta"]] == properties
    alpha = told["rows"]["alpha"]
    assert alpha["listed_date"] == [{"date": "2022-01-30T00:00:00Z"}]
    assert alpha["order_number"] == [{"str": "12-р"}]
    assert "Prosecutor" in alpha["reason"][0]["str"]
    assert alpha["articles"] == [{"str": "https://alpha.example/listed"}]
    assert alpha["article_count"] == [{"int": 1}]
    assert {"str": "Alfa Média"} in alpha["names"]
    assert alpha["sites"] == [{"str": "alpha.example"}]
    assert alpha["wikidata"] == [{"str": "Q42"}]
    assert alpha["opensanctions"] == [{"str": "NK-A2BcDeFgHiJkLmNoPqRsTu"}]
    assert set(map(len, told["rows"]["nobody"].values())) == {0}
    query["properties"] = [{"id": "names", "settings": {"limit": "2"}}]
    again = service.post(SERVICE, data={"extend": json.dumps(query)}).json()
    assert len(again["rows"]["alpha"]["names"]) == 2


def test_the_form_of_the_draft_is_answered_too(service):
    conditions = [
        {"matchType": "name", "propertyValue": "Alpha Media"},
        {"matchType": "property", "propertyId": "country", "propertyValue": "DE"},
    ]
    answer = service.post(f"{SERVICE}/match", json={"queries": [{"conditions": conditions}]})
    told = valid(answer, "draft-reconciliation-result-batch")["results"][0]
    assert told["candidates"][0]["id"] == "alpha"
    assert not told["candidates"][0]["match"]
    conditions[1]["required"] = True
    answer = service.post(f"{SERVICE}/match", json={"queries": [{"conditions": conditions}]})
    assert answer.json()["results"][0]["candidates"] == []
    conditions[1]["matchQuantifier"] = "none"
    answer = service.post(f"{SERVICE}/match", json={"queries": [{"conditions": conditions}]})
    assert answer.status_code == 422
    query = {"ids": ["alpha"], "properties": [{"id": "listed_date"}]}
    answer = service.post(f"{SERVICE}/extend", json=query)
    assert valid(answer, "draft-data-extension-response")["rows"][0]["id"] == "alpha"


def test_an_entry_that_is_not_described_yet_is_a_candidate(service):
    entry = Undescribed("register:delta", "Delta Forum (Чехия)", "Delta Forum", country="CZ")
    keep_look(Look(undescribed=(entry,)))
    try:
        first = asked(service, {"query": "Delta Forum"})["result"][0]
        assert (first["id"], first["match"]) == ("register:delta", True)
        query = {"ids": [first["id"]], "properties": [{"id": "articles"}, {"id": "names"}, {"id": "reason"}]}  # fmt: skip
        rows = service.post(SERVICE, data={"extend": json.dumps(query)}).json()["rows"]
        assert rows["register:delta"]["names"] == [{"str": "Delta Forum"}]
        assert service.get(f"{SERVICE}/preview", params={"id": first["id"]}).status_code == 200
    finally:
        keep_look(None)


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("{", "not valid JSON"),
        ("[" * 20_000, "not valid JSON"),
        ("[]", "object"),
        ('{"q": 1}', "object"),
        ('{"q": {}}', "neither"),
        ('{"q": {"query": " "}}', "neither"),
        ('{"q": {"query": 5}}', "500 characters"),
        (json.dumps({"q": {"query": "x" * 501}}), "500 characters"),
        ('{"q": {"query": "\\ud800"}}', "a lone surrogate"),
        ('{"q": {"query": "x", "name": "y"}}', "'name'"),
        ('{"q": {"query": "x", "limit": 0}}', "limit"),
        ('{"q": {"query": "x", "limit": NaN}}', "limit"),
        ('{"q": {"query": "x", "limit": "5"}}', "limit"),
        ('{"q": {"query": "x", "type": "Q43229"}}', "organization, media"),
        ('{"q": {"query": "x", "type": {}}}', "type"),
        ('{"q": {"query": "x", "type_strict": "maybe"}}', "type_strict"),
        ('{"q": {"query": "x", "properties": [{"pid": "P17", "v": "x"}]}}', "status, country"),
        ('{"q": {"query": "x", "properties": [{"pid": "country", "v": []}]}}', "1 to 20"),
        ('{"q": {"query": "x", "properties": [{"pid": "country", "v": null}]}}', "value"),
        ('{"q": {"query": "x", "properties": {}}}', "list"),
        (json.dumps({str(n): {"query": "x"} for n in range(51)}), "at most 50"),
    ],
)
def test_a_query_that_cannot_be_used_is_answered_by_a_sentence(service, query, said):
    answer = service.post(SERVICE, data={"queries": query})
    assert 400 <= answer.status_code < 500
    assert said in answer.json()["detail"]


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("5", "object"),
        ('{"ids": "alpha", "properties": []}', "ids"),
        ('{"ids": ["alpha"], "properties": []}', "properties"),
        ('{"ids": ["alpha"], "properties": [{"id": "P31"}]}', "listed_date"),
        ('{"ids": ["alpha"], "properties": ["names"]}', "needs an id"),
        ('{"ids": ["alpha"], "properties": [{"id": "names", "settings": {"limit": -1}}]}', "limit"),
        (json.dumps({"ids": ["alpha"] * 201, "properties": [{"id": "names"}]}), "at most 200"),
    ],
)
def test_an_extension_that_cannot_be_used_is_answered_by_a_sentence(service, query, said):
    answer = service.post(SERVICE, data={"extend": query})
    assert 400 <= answer.status_code < 500
    assert said in answer.json()["detail"]


def test_other_bodies_and_parameters_are_refused(service):
    assert service.post(SERVICE, json={"queries": {}}).status_code == 415
    assert service.post(SERVICE, data={"query": "x"}).status_code == 422
    assert service.post(SERVICE, data={"queries": "{}", "extend": "{}"}).status_code == 400
    assert service.get(f"{SERVICE}?name=x").status_code == 400
    assert service.get(f"{SERVICE}?lang=xx").status_code == 400
    assert service.get(f"{SERVICE}/preview?id=nobody").status_code == 404
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    assert service.post(SERVICE, content=b"queries=%ff", headers=form).status_code == 400
    assert service.post(f"{SERVICE}/match", json={"queries": [{}]}).status_code == 422
    assert service.post(f"{SERVICE}/match", data={"queries": "{}"}).status_code == 415


def test_it_is_limited_with_the_check_and_never_looks_clear(service, monkeypatch):
    class Busy:
        def check_many(self, _names):
            raise BusyError("Too many checks at once.")

    batch = {"queries": json.dumps({"q": {"query": "Alpha"}})}
    with monkeypatch.context() as patched:
        patched.setattr("dashboard.names.worker.matcher", lambda _catalog: Busy())
        answer = service.post(SERVICE, data=batch)
    assert answer.status_code == 503
    assert "Nothing was checked" in answer.json()["detail"]
    monkeypatch.setenv("DASHBOARD_CHECK_RATE", "2")
    limited = TestClient(whole())
    assert limited.post("/api/v1/check", json={"name": "Alpha"}).status_code == 200
    assert limited.post(SERVICE, data=batch).status_code == 200
    refused = limited.post(SERVICE, data=batch)
    assert refused.status_code == 429
    assert int(refused.headers["retry-after"]) > 0
    assert refused.headers["access-control-allow-origin"] == "*"
    assert limited.get(SERVICE).status_code == 200  # the manifest is free


def test_a_long_batch_is_answered_in_portions_as_a_whole(service, monkeypatch):
    """Others are answered in between (`tests/names/test_worker.py`)."""
    queries = {
        f"q{n}": {"query": name}
        for n, name in enumerate(("Alpha", "Beta", "nobody", "Alpha Media"))
    }
    listed = {"queries": [{"conditions": [{"matchType": "name", "propertyValue": each["query"]}]} for each in queries.values()]}  # fmt: skip

    def answered():
        batch = service.post(SERVICE, data={"queries": json.dumps(queries)})
        return batch.json(), service.post(f"{SERVICE}/match", json=listed).json()

    whole_, made = answered(), []
    monkeypatch.setattr("dashboard.names.worker.PORTION", 1)
    monkeypatch.setattr(
        "dashboard.web.reconcile.answers.match",
        lambda *asked: made.append(asked[2]) or match(*asked),
    )
    assert answered() == whole_
    assert [len(each) for each in made] == [1] * 8
    assert list(whole_[0]) == list(queries)


@pytest.mark.parametrize("path", ["", "/match", "/extend"])
@pytest.mark.parametrize("member", ["queries", "extend"])
def test_slow_answers_are_made_in_the_worker_process(service, request, path, member):
    asked = []

    class Elsewhere:
        def ask(self, _fingerprint, method, function, *_further):
            asked.append((method, function.__name__))
            raise BusyError("Too many checks at once.")

        in_turn = ask
        place = staticmethod(nullcontext)

    serve_with(Elsewhere())
    request.addfinalizer(lambda: serve_with(None))
    extension = {"ids": ["alpha"], "properties": [{"id": "articles"}]}
    form = {"queries": {"q": {"query": "Alpha"}}, "extend": extension}
    if not path:
        answers = [
            service.post(SERVICE, data={member: json.dumps(form[member])}),
            service.get(SERVICE, params={member: json.dumps(form[member])}),
        ]
    else:
        named = {"queries": [{"conditions": [{"matchType": "name", "propertyValue": "Alpha"}]}]}
        answers = [service.post(SERVICE + path, json=named if path == "/match" else extension)]
    assert {each.status_code for each in answers} == {503}
    assert [method for method, _name in asked] == ["call"] * len(answers)


def test_no_query_costs_more_than_its_characters_say(service, monkeypatch):
    one = {"pid": "country", "v": "Latvia"}
    answer = service.post(SERVICE, data={"queries": json.dumps({"q": {"properties": [one] * 11}})})
    assert answer.status_code == 422
    assert "at most 10" in answer.json()["detail"]
    conditions = [{"matchType": "property", "propertyId": "country", "propertyValue": "Latvia"}]
    listed = {"queries": [{"conditions": conditions * 11}]}
    assert service.post(f"{SERVICE}/match", json=listed).status_code == 422
    read = []
    country = properties.PROPERTIES["country"]
    counted = replace(country, code=lambda text: read.append(text) or country.code(text))
    monkeypatch.setitem(properties.PROPERTIES, "country", counted)
    assert asked(service, {"query": "", "properties": [one]})["result"]
    assert read == ["Latvia"]  # once, not for each organization


def test_an_entity_is_asked_for_each_property_once(service):
    extension = {"ids": ["alpha"], "properties": [{"id": "names"}] * 100}
    for answer in (
        service.post(SERVICE, data={"extend": json.dumps(extension)}),
        service.post(f"{SERVICE}/extend", json=extension),
    ):
        assert answer.status_code == 413
        assert "There are 100 properties" in answer.json()["detail"]


def test_a_repeated_entity_is_looked_up_once(service, monkeypatch):
    looked_up = []
    names = properties.PROPERTIES["names"]
    counted = replace(names, values=lambda catalog, row: looked_up.append(row["id"]) or names.values(catalog, row))  # fmt: skip
    monkeypatch.setitem(properties.PROPERTIES, "names", counted)
    limits = [{"id": "names", "settings": {"limit": most}} for most in (1, 2, 3)]
    asked_for = {"ids": ["alpha", "beta", "nobody"] * 60, "properties": limits}
    rows = service.post(f"{SERVICE}/extend", json=asked_for).json()["rows"]
    assert [each["id"] for each in rows] == ["alpha", "beta", "nobody"]
    assert looked_up == ["alpha", "beta"]
    assert len(rows[0]["properties"][0]["values"]) == 1


def test_a_designation_is_described_once_for_all_queries(service, monkeypatch):
    """Fifty queries by property have 2,500 candidates; to describe each took seconds."""
    described = []
    monkeypatch.setattr(matching, "happened", lambda row: described.append(row["id"]) or "")
    forget()
    queries = {str(n): {"properties": [{"pid": "status", "v": "listed"}]} for n in range(50)}
    answer = service.post(SERVICE, data={"queries": json.dumps(queries)})
    found = [each["id"] for result in answer.json().values() for each in result["result"]]
    assert len(found) >= 50
    assert sorted(described) == sorted(set(found))
    forget()


def test_the_cost_of_values_and_properties_is_paid_before(service, monkeypatch):
    """Requests that are sent at once all pass where the cost is known only when they are answered."""
    taken = []
    monkeypatch.setattr(
        allowance.Allowance, "wait", lambda _self, _client, cost=1: taken.append(cost) or 0
    )
    service.post(
        f"{SERVICE}/extend", json={"ids": ["alpha"] * 200, "properties": [{"id": "names"}]}
    )
    value = "x" * 400
    asked(service, {"query": "", "properties": [{"pid": "country", "v": value}]})
    extended, matched = (cost for cost in taken if cost != 1)
    assert extended >= 0.1
    assert matched >= 400 * 0.0001


def test_suggested_entities_are_limited_as_suggestions_are(service, monkeypatch):
    monkeypatch.setenv("DASHBOARD_CHECK_RATE", "1")
    limited = TestClient(whole())
    address = f"{SERVICE}/suggest/entity"
    answers = [limited.get(address, params={"prefix": "al"}).status_code for _ in range(6)]
    assert answers == [200] * 5 + [429]


def test_half_of_a_surrogate_pair_is_refused(service):
    half = '"\\ud800"'
    answers = [
        service.post(SERVICE, data={"queries": f'{{{half}: {{"query": "Alpha"}}}}'}),
        service.post(SERVICE, data={"extend": f'{{"ids": [{half}], "properties": [{{"id": "names"}}]}}'}),
        service.post(
            f"{SERVICE}/extend",
            content=f'{{"ids": [{half}], "properties": [{{"id": "names"}}]}}',
            headers={"Content-Type": "application/json"},
        ),
    ]  # fmt: skip
    assert [each.status_code for each in answers] == [422] * 3
    assert all("surrogate" in each.json()["detail"] for each in answers)
