"""Tables and verdicts from files of results."""

import json

import pytest

from benchmarks import plot, report, results
from benchmarks.aims import AIMS, OURS, verdicts

PEERS = [
    {
        "name": OURS,
        "first content ms": 200.0,
        "ready ms": 1000.0,
        "filter ms": 60.0,
        "detail ms": 110.0,
        "MB a reader": 0.8,
    },
    {
        "name": "Datasette",
        "first content ms": 300.0,
        "ready ms": 500.0,
        "filter ms": 90.0,
        "detail ms": 110.0,
        "MB a reader": 0.1,
    },
]
READERS = [
    {"readers": n, "acts": 12 * n, "errors": 0, "late": 0, "median ms": 100 + n, "p95 ms": 3 * n,
     "overview ms": 90, "MB before": 320, "MB a reader": 1.2, "MB left": 9, "server cores": 0.8,
     "client cores": 0.1, "ms of server an act": 41, "KB an act": 70}
    for n in (50, 100, 200)
]  # fmt: skip
GROWTH = [
    {"articles": n, "start s": n / 1e4, "overview ms": n / 1e4, "search ms": n / 2e4,
     "organization ms": 80, "start again s": 4, "memory again MB": 500, "memory MB": 200 + n / 1e3}
    for n in (1_657, 1_005_799)
]  # fmt: skip
SLOW = [
    {
        "name": name, "key figures ms": 700.0, "chart ms": 710.0, "filters ms": 8_500.0,
        "layout shift": 0.01, "KB": 1_200, "requests": 15,
    }
    for name in ("400 kbit/s, 400 ms", "1.6 Mbit/s, 150 ms")
]  # fmt: skip
LEAK = [{"minutes": 30.0, "visits": 1700, "MB an hour": 12.5, "leaks": False}]


@pytest.fixture
def folder(tmp_path):
    for name, rows in (
        ("peers", PEERS), ("slow_lines", SLOW), ("growth", GROWTH), ("readers-1", READERS), ("readers-2", READERS[1:]), ("leak", LEAK),
        ("under_attack", [{"attack": "none", "p95 ms": 100}]), ("soak", [{"cases": 100_001}]),
    ):  # fmt: skip
        results.write(name, rows, folder=tmp_path, seed=1)
    (tmp_path / "leak.csv").write_text(
        "minutes,MB,sessions,visits,acts,errors\n0.00,300.0,0,1,0,0\n30.00,320.5,20,1700,6800,0\n"
    )
    return tmp_path


def found(folder):
    read = {name: results.read(name, folder=folder) for name in report.NAMES}
    return {name: each for name, each in read.items() if each}


def test_results_say_when_where_and_with_what(folder):
    kept = json.loads((folder / "peers.json").read_text())
    assert kept["rows"] == PEERS
    assert kept["parameters"] == {"seed": 1}
    assert kept["made"].keys() == {"date", "machine", "system", "versions"}
    assert kept["made"]["versions"]["streamlit"]
    assert results.read("nothing", folder=folder) is None


def test_a_table_shows_numbers_as_people_write_them():
    assert report.table([{"a": "x|y", "b": 1234, "c": 0.123, "d": None}]).splitlines() == [
        "| a | b | c | d |", "|---|---:|---:|---|", "| x\\|y | 1,234 | 0.12 | – |",
    ]  # fmt: skip
    assert [report.cell(each) for each in (12.6, 1.26, True, "text")] == [
        "13",
        "1.3",
        "yes",
        "text",
    ]


def test_only_what_stands_between_the_markers_is_replaced():
    text = "before\n<!-- a -->\nold\n<!-- /a -->\nafter\n<!-- b -->\nkept\n<!-- /b -->\n"
    assert report.replaced(text, "a", r"new \1") == text.replace("old", r"new \1")
    assert report.replaced(text, "c", "new") == text


def test_peers_are_told_as_multiples_of_ours():
    assert report.ratios(PEERS) == [
        {
            "name": "Datasette",
            "first content ms": 1.5,
            "ready ms": 0.5,
            "filter ms": 1.5,
            "detail ms": 1.0,
            "MB a reader": 0.12,
        }
    ]


def test_every_section_of_both_files_is_written(folder):
    for name in report.FILES:
        text = (report.ROOT / name).read_text(encoding="utf-8")
        told = report.written(text, found(folder))
        assert report.written(told, found(folder)) == told
    readme = (report.ROOT / report.FILES[0]).read_text(encoding="utf-8")
    told = report.written(readme, found(folder))
    for name in report.SECTIONS.keys() - {"capacity"}:
        assert f"<!-- {name} -->\n|" in told, name
    assert "| 100 | 1,200 | 0 |" in told


def test_aims_are_met_missed_or_not_measured(folder):
    told = {
        row["aim"]: row[""] for row in verdicts({n: f["rows"] for n, f in found(folder).items()})
    }
    assert len(told) == len(AIMS)
    assert set(told.values()) == {"met"}
    slow = [{**row, "p95 ms": 501} for row in READERS]
    assert [row[""] for row in verdicts({"readers-1": slow})].count("**not met**") == 1
    assert {row[""] for row in verdicts({})} == {"not measured"}
    late = [{**SLOW[0], "chart ms": 3_001.0, "requests": 61}, SLOW[1]]
    assert [row[""] for row in verdicts({"slow_lines": late})].count("**not met**") == 2
    leaking = [{**LEAK[0], "leaks": True}]
    assert [row[""] for row in verdicts({"leak": leaking})].count("**not met**") == 1


def test_capacity_counts_the_readers_that_were_served_well(folder):
    told = report.capacity(found(folder))
    assert "| one process | 100 | 41 | 80 |" in told
    worse = {"readers-1": {**found(folder)["readers-1"], "rows": [{**READERS[0], "errors": 1}]}}
    assert "| one process | fewer than measured |" in report.capacity(worse)


def test_every_result_is_drawn(folder):
    drawn = plot.figures(folder)
    assert list(drawn) == ["peers", "growth", "readers", "leak"]
    assert ("60", "90 (×1.5)") in [bar.text for bar in drawn["peers"].data]
    assert {line.name for line in drawn["readers"].data} >= {"one process, p95"}
    assert plot.figures(folder / "empty") == {}
