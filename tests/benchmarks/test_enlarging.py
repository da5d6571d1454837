"""A dataset made larger for measuring is still a dataset."""

from dataclasses import replace

from benchmarks.enlarging import enlarge, write
from dashboard.dataset.package import read_package
from dashboard.dataset.validation import validate
from tests.support.sample import sample_directory

REAL = read_package(sample_directory())


def test_an_enlarged_package_is_valid_and_keeps_its_proportions():
    grown = enlarge(REAL, 3)
    assert [str(violation) for violation in validate(grown)] == []
    for name in ("articles", "mentions", "statements", "claims", "designations"):
        assert len(grown.tables[name]) == 3 * len(REAL.tables[name])
    kinds = grown.tables["articles"]["kind"].value_counts(normalize=True)
    assert (kinds - REAL.tables["articles"]["kind"].value_counts(normalize=True)).abs().max() < 1e-9


def test_the_same_seed_gives_the_same_package():
    once, again = enlarge(REAL, 2, seed=5), enlarge(REAL, 2, seed=5)
    assert all(once.tables[name].equals(again.tables[name]) for name in once.tables)
    assert not once.tables["articles"].equals(enlarge(REAL, 2, seed=6).tables["articles"])


def test_an_enlarged_package_can_be_written_and_served(tmp_path):
    grown = enlarge(REAL, 2)
    write(grown, tmp_path / "made" / "here")
    read = read_package(tmp_path / "made" / "here")
    assert (read.version, read.as_of) == (REAL.version, REAL.as_of)
    for name, table in grown.tables.items():
        assert (
            read.tables[name].fillna("").equals(table.fillna("").astype(read.tables[name].dtypes))
        )


def test_a_reason_that_no_article_reports_has_as_many_copies_as_its_designation():
    tables = dict(REAL.tables)
    reasons = tables["statements"]["id"].isin(tables["designations"]["reason_id"])
    told = tables["statements"].loc[reasons, "id"].iloc[0]
    tables["claims"] = tables["claims"][tables["claims"]["statement_id"] != told]
    grown = enlarge(replace(REAL, tables=tables), 11)
    assert [str(violation) for violation in validate(grown)] == []
    assert grown.tables["statements"]["id"].str.startswith(told).sum() == 10
