"""What was prepared once is the same when it is read from its files; what is not whole is prepared anew."""

import logging
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from dashboard.catalog import snapshot
from dashboard.catalog.catalog import PREPARED, build_catalog
from dashboard.catalog.loading import load_catalog
from dashboard.dataset.package import PackageError, read_package


@pytest.fixture
def made(tiny_package):
    return build_catalog(read_package(tiny_package)).prepared()


@pytest.fixture
def cache(tmp_path, monkeypatch):
    folder = tmp_path / "cache"
    monkeypatch.setenv("DASHBOARD_CACHE", str(folder))
    return folder


def kept(cache):
    return sorted(each.name for each in cache.glob("catalog-*"))


def equal(one, other):
    if isinstance(one, pd.DataFrame):
        pd.testing.assert_frame_equal(one, other)
    elif isinstance(one, np.ndarray):
        assert one.tolist() == other.tolist()
    elif isinstance(one, dict):
        assert one.keys() == other.keys()
        for key in one:
            equal(one[key], other[key])
    elif hasattr(one, "__dataclass_fields__"):
        for name in one.__dataclass_fields__:
            equal(getattr(one, name), getattr(other, name))
    else:
        assert one == other


def test_a_catalog_read_from_its_snapshot_is_the_same(made, tmp_path):
    snapshot.write(tmp_path, "key", made)
    read = snapshot.read(tmp_path, "key")
    assert read is not None
    for name in ("title", "version", "as_of", "coverage", "homepage"):
        assert getattr(read, name) == getattr(made, name)
    assert read.tables.keys() == made.tables.keys()
    for name in made.tables:
        pd.testing.assert_frame_equal(read.tables[name], made.tables[name])
    for name in PREPARED:
        equal(getattr(made, name), getattr(read, name))


def test_the_second_start_reads_no_package(tiny_package, cache, monkeypatch):
    first = load_catalog(tiny_package)
    assert len(kept(cache)) == 1
    other = tiny_package.parent / "the same elsewhere"
    tiny_package.rename(other)
    monkeypatch.setattr("dashboard.catalog.loading.read_package", None)
    second = load_catalog(other)
    assert second.fingerprint == first.fingerprint


def test_a_changed_package_is_read_and_judged_again(tiny_package, cache, editor):
    load_catalog(tiny_package)
    editor.change("designations", 2, "name", "Alpha Renamed")
    renamed = tiny_package.parent / "renamed"
    tiny_package.rename(renamed)
    assert load_catalog(renamed).row("designations", "alpha")["name"] == "Alpha Renamed"
    text = (renamed / "designations.csv").read_text(encoding="utf-8")
    (renamed / "designations.csv").write_text(text.replace("LV", "Latvia"), encoding="utf-8")
    broken = tiny_package.parent / "broken"
    renamed.rename(broken)
    with pytest.raises(PackageError):
        load_catalog(broken)
    assert len(kept(cache)) == 2


def test_only_the_last_two_stay(made, tmp_path):
    for key in ("a", "b", "c"):
        snapshot.write(tmp_path, key, made)
    assert kept(tmp_path) == ["catalog-b", "catalog-c"]


@pytest.mark.parametrize("damaged", ["designations.arrow", "words.words.arrow", "manifest.json"])
@pytest.mark.parametrize("how", ["cut", "changed", "gone"])
def test_a_damaged_snapshot_is_ignored(made, tmp_path, damaged, how, caplog):
    snapshot.write(tmp_path, "key", made)
    path = tmp_path / "catalog-key" / damaged
    content = path.read_bytes()
    if how == "gone":
        path.unlink()
    else:
        half = len(content) // 2
        path.write_bytes(
            content[:half]
            + (b"" if how == "cut" else bytes([content[half] ^ 1]) + content[half + 1 :])
        )
    with caplog.at_level(logging.WARNING):
        assert snapshot.read(tmp_path, "key") is None


def test_a_cache_that_cannot_be_written_is_no_reason_not_to_start(
    tiny_package, tmp_path, monkeypatch
):
    blocked = tmp_path / "file"
    blocked.write_text("")
    monkeypatch.setenv("DASHBOARD_CACHE", str(blocked / "inside"))
    assert load_catalog(tiny_package).version


def test_a_folder_without_a_package_has_a_sentence(tmp_path: Path, cache: Path):
    with pytest.raises(PackageError, match="There is no folder"):
        load_catalog(tmp_path / "nowhere")
    assert kept(cache) == []
