"""What the README tells somebody who takes the data works as it stands there."""

import re
import subprocess
import sys
from pathlib import Path

import pandas as pd

ROOT = Path(__file__).resolve().parents[2]


def test_the_lines_of_pandas_run_and_count_every_dated_row():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    (code,) = re.findall(r"(?s)```python\n(.*?)```", readme)
    shown = f"import pandas\npandas.set_option('display.width', 1000, 'display.max_columns', None, 'display.max_rows', None)\n{code}"
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", shown],
        cwd=ROOT, capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    assert done.stderr == ""
    years = {
        int(float(year)): sum(map(int, counts.split()))
        for year, counts in re.findall(r"(?m)^(20\d\d(?:\.0)?)((?: +\d+)+)$", done.stdout)
    }
    listed = pd.read_csv(ROOT / "data" / "designations.csv")["listed_date"].dropna()
    assert years == listed.str[:4].astype(int).value_counts().to_dict()
    mentioned = pd.read_csv(ROOT / "data" / "mentions.csv")["designation_id"]
    assert mentioned.mode()[0] in done.stdout
