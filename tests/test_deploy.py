"""What the unit and the container promise: nothing of a reader reaches a disk, and one process has bounds."""

import re
from pathlib import Path

DEPLOY = Path(__file__).parent.parent / "deploy"


def settings(name):
    """Return the lines of a file that set something, by what they set."""
    lines = (DEPLOY / name).read_text(encoding="utf-8").splitlines()
    pairs = (re.match(r"\s*(\w+)\s*[=:]\s*(\S.*)$", line) for line in lines)
    return {pair[1]: pair[2] for pair in pairs if pair}


def test_nothing_that_was_in_memory_reaches_a_disk():
    unit, container = settings("undesirable-register@.service"), settings("compose.yaml")
    assert "/tmp" in unit["TemporaryFileSystem"].split()  # in memory
    assert (unit["MemorySwapMax"], unit["LimitCORE"]) == ("0", "0")
    assert unit["ProtectSystem"] == "strict"
    assert container["tmpfs"].startswith('["/tmp:')
    assert container["read_only"] == "true"
    assert container["memswap_limit"] == container["mem_limit"]  # no swap
    assert container["core"] == "0"


def test_one_process_has_bounds():
    unit, container = settings("undesirable-register@.service"), settings("compose.yaml")
    for each in ("MemoryMax", "TasksMax", "CPUQuota", "LimitNOFILE"):
        assert each in unit
    for each in ("mem_limit", "pids_limit", "cpus", "nofile"):
        assert each in container
    # systemd and Docker wait longer than a process takes to end.
    assert int(unit["TimeoutStopSec"]) > 9
    assert container["stop_grace_period"] == "10s"
