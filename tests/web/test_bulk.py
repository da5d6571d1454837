"""The bulk files: valid for the programs that they are made for, and the same each time.

Those programs are imported where they are asked: importing them takes as long as many tests.
"""

import hashlib
import io
import json
import sqlite3
import subprocess
import sys
import threading
import zipfile
from concurrent.futures import ThreadPoolExecutor

import openpyxl
import pyarrow.parquet as pq
import pytest
from starlette.testclient import TestClient

from dashboard.bulk import bundles
from dashboard.bulk.entities import LANGUAGES
from dashboard.dataset.tables import TABLES
from dashboard.documents.bulk_files import NAMES, bundle
from dashboard.web.bulk import WAITING
from tests.support.sample import sample_catalog
from tests.web.conftest import whole

CATALOG = sample_catalog()


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DASHBOARD_CACHE", str(tmp_path_factory.mktemp("files")))
        bundles.forget()
        return bundle(CATALOG).directory


def test_each_file_has_the_stated_checksum(client):
    index = client.get("/v1/bulk").json()
    assert index["version"] == CATALOG.version
    assert [each["name"] for each in index["results"]] == list(NAMES)
    sums = client.get("/v1/bulk/SHA256SUMS").text
    for each in index["results"]:
        answer = client.get(f"/v1/bulk/{each['name']}")
        assert answer.status_code == 200
        assert hashlib.sha256(answer.content).hexdigest() == each["sha256"]
        assert len(answer.content) == each["size"]
        assert f"{each['sha256']}  {each['name']}" in sums
        assert CATALOG.version in answer.headers["content-disposition"]
    fresh = {"If-None-Match": answer.headers["etag"]}
    assert client.get(f"/v1/bulk/{each['name']}", headers=fresh).status_code == 304
    assert client.get("/v1/bulk/nothing.zip").status_code == 404


def test_few_requests_wait_while_the_files_are_made(monkeypatch):
    """Each holds a turn: twelve of them, of four networks, once kept everybody else from theirs."""
    going, begun = threading.Event(), threading.Semaphore(0)

    def slow(_catalog):
        begun.release()
        assert going.wait(120)
        raise OSError

    monkeypatch.setattr("dashboard.web.bulk.bundles.place", lambda _catalog: ("", False))
    monkeypatch.setattr("dashboard.web.bulk.bundle", slow)
    clients = [TestClient(whole(), client=(f"192.0.2.{n}", 1)) for n in range(WAITING + 1)]
    with ThreadPoolExecutor(WAITING) as pool:
        try:
            waiting = [pool.submit(each.get, "/api/v1/bulk/SHA256SUMS") for each in clients[1:]]
            assert all(begun.acquire(timeout=60) for _ in waiting)
            refused = clients[0].get("/api/v1/bulk/metadata.json")
            assert (refused.status_code, refused.headers["retry-after"]) == (503, "30")
        finally:
            going.set()
        assert {each.result().headers["retry-after"] for each in waiting} == {"60"}
    assert clients[0].get("/api/v1/bulk").headers["retry-after"] == "60"


def test_the_same_data_make_the_same_files(files, monkeypatch, tmp_path):
    monkeypatch.setenv("DASHBOARD_CACHE", str(tmp_path))
    bundles.forget()
    again = bundle(CATALOG)
    assert again.directory.parent == tmp_path
    for name, artifact in again.artifacts.items():
        assert hashlib.sha256((files / name).read_bytes()).hexdigest() == artifact.sha256, name


def test_frictionless_finds_the_package_valid(files, tmp_path):
    import frictionless

    with zipfile.ZipFile(files / "undesirable-register.zip") as archive:
        archive.extractall(tmp_path)
    report = frictionless.Package(tmp_path / "datapackage.json").validate()
    assert report.valid, report.flatten(["type", "note"])[:3]


def test_sqlite_keeps_its_keys_and_can_be_searched(files):
    with sqlite3.connect(files / "undesirable-register.sqlite") as database:
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
        for table in TABLES:
            (count,) = database.execute(f'SELECT count(*) FROM "{table.name}"').fetchone()
            assert count == len(CATALOG[table.name])
        found = database.execute(
            "SELECT id FROM designations WHERE rowid IN "
            "(SELECT rowid FROM designations_fts WHERE designations_fts MATCH 'меридиан')"
        ).fetchall()
        assert ("meridian",) in found
    database.close()


def test_datasette_opens_it_with_its_description(files):
    made = subprocess.run(
        [sys.executable, "-m", "datasette", files / "undesirable-register.sqlite", "-m",
         files / "metadata.json", "--get", "/undesirable-register/designations.json?category=media&_shape=objects"],
        capture_output=True, text=True, check=True, timeout=60,
    )  # fmt: skip
    answer = json.loads(made.stdout)
    media = CATALOG.designations["category"] == "media"
    assert answer["filtered_table_rows_count"] == media.sum()
    assert answer["license"] == "CC BY 4.0"


def test_parquet_and_xlsx_hold_every_row(files):
    for table in TABLES:
        read = pq.read_table(files / f"{table.name}.parquet")
        assert read.num_rows == len(CATALOG[table.name])
        assert read.schema.metadata[b"version"] == CATALOG.version.encode()
    designations = pq.read_table(files / "designations.parquet").to_pylist()
    assert designations[0]["aliases"] == list(
        CATALOG.designations.loc[designations[0]["id"], "aliases"]
    )
    book = openpyxl.load_workbook(
        io.BytesIO((files / "undesirable-register.xlsx").read_bytes()), read_only=True
    )
    assert [sheet.title for sheet in book] == [table.title for table in TABLES]


def test_the_languages_are_those_of_the_vocabulary():
    from followthemoney.types import registry

    assert set(registry.language.LANGUAGES) == LANGUAGES


def test_follow_the_money_validates_every_entity(files, client):
    from followthemoney import model
    from followthemoney.dataset import DataCatalog, Dataset

    ids, references = set(), set()
    with (files / "entities.ftm.json").open(encoding="utf-8") as lines:
        for line in lines:
            data = json.loads(line)
            entity = model.get_proxy(data)
            entity.schema.validate(data)
            ids.add(entity.id)
            for prop, value in entity.itervalues():
                assert prop.type.clean(value) == value, (prop, value)
                if prop.type.name == "entity":
                    references.add(value)
    assert references <= ids
    assert len(ids) == 2 * len(CATALOG.designations) + len(CATALOG.articles) + len(CATALOG.mentions)
    manifest = client.get("/v1/bulk/catalog.json").json()
    (dataset,) = DataCatalog(Dataset, manifest).datasets
    assert (
        client.get(dataset.model.resources[0].url.replace("http://testserver/api", "")).status_code
        == 200
    )
