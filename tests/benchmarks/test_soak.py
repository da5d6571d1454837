"""What the long form of the tests is said to have counted."""

import json

from benchmarks import report, results, soak

REPORT = """<testsuites><testsuite tests="12" failures="1" errors="1" skipped="2"/></testsuites>"""


def test_what_ran_and_what_failed_is_read_from_the_report():
    assert soak.outcome(REPORT) == (10, 2)


def test_cases_are_those_that_the_run_of_this_seed_counted(tmp_path):
    kept = tmp_path / ".hypothesis" / "soak"
    kept.mkdir(parents=True)
    (kept / "7.json").write_text(json.dumps({"cases": {"paths": 60_000, "names": 50_000}}))
    assert soak.counted(7, tmp_path) == {"targets": 2, "cases": 110_000}


def test_the_table_has_the_count_and_the_seed(tmp_path):
    rows = [{"part": soak.HOSTILE, "tests": 9, "targets": 2, "cases": 110_000, "minutes": 61.5}]
    results.write("soak", rows, folder=tmp_path, seed=7)
    written = report.SECTIONS["soak"][1]({"soak": results.read("soak", folder=tmp_path)})
    assert "110,000" in written
    assert "seed 7" in written
