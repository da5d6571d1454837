"""Counts what was tried, and keeps what failed."""

import json
from pathlib import Path

import pytest

from tests.hostile.counting import CASES, soaking

KEPT = Path(__file__).resolve().parents[2] / ".hypothesis" / "soak"
"""Where failures of the full form are kept; Hypothesis' own examples are beside it."""

AIM = 100_000


def _kept_in(config) -> Path:
    return KEPT / f"{config.getoption('--hypothesis-seed')}.json"


_failures: list[dict[str, str]] = []


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item, call):
    outcome = yield
    report = outcome.get_result()
    if report.failed and "hostile" in item.nodeid:
        notes = getattr(call.excinfo.value, "__notes__", []) if call.excinfo else []
        _failures.append(
            {
                "test": item.nodeid,
                "error": str(report.longrepr)[-4000:],
                "example": "\n".join(notes),
            }
        )


def pytest_sessionfinish(session, exitstatus):
    if soaking() and not session.config.option.collectonly:
        if exitstatus == pytest.ExitCode.OK and sum(CASES.values()) < AIM:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED
        KEPT.mkdir(parents=True, exist_ok=True)
        kept = {
            "seed": session.config.getoption("--hypothesis-seed"),
            "cases": dict(CASES),
            "failures": _failures,
        }
        _kept_in(session.config).write_text(json.dumps(kept, ensure_ascii=True, indent=1) + "\n")


def pytest_terminal_summary(terminalreporter, config):
    if not CASES:
        return
    terminalreporter.section("hostile input")
    for target, number in sorted(CASES.items()):
        terminalreporter.write_line(f"{number:>9,}  {target}")
    terminalreporter.write_line(f"{sum(CASES.values()):>9,}  cases in all")
    if soaking():
        terminalreporter.write_line(
            f"Aim {AIM:,}. Seed {config.getoption('--hypothesis-seed')}; failures: {len(_failures)}, kept in {_kept_in(config)}"
        )
