"""The notebook of Python and the script of R run, on a dataset that is not the one they were written with."""

import ast
import csv
import json
import shutil
import subprocess
import sys
from typing import Any

import pandas as pd
import pytest

from dashboard.dataset.tables import TABLES
from tests.support.sample import sample_directory
from tools.pins import ROOT

NOTEBOOK = ROOT / "docs" / "notebook.ipynb"
SCRIPT = ROOT / "docs" / "analysis.R"
HEAVY = ("streamlit", "plotly", "starlette", "pandera", "openpyxl", "pymorphy3")
"""What nobody needs who only wants the tables."""


def code_cells() -> list[dict[str, Any]]:
    """Return the cells of the notebook that hold code."""
    cells = json.loads(NOTEBOOK.read_text(encoding="utf-8"))["cells"]
    return [cell for cell in cells if cell["cell_type"] == "code"]


def run(source: str, names: dict[str, Any]) -> Any:
    """Run a cell as a notebook does, and return the value of the expression that it ends with."""
    tree = ast.parse(source)
    last = tree.body[-1]
    if not isinstance(last, ast.Expr):
        exec(compile(tree, "cell", "exec"), names)
        return None
    exec(compile(ast.Module(tree.body[:-1], []), "cell", "exec"), names)
    return eval(compile(ast.Expression(last.value), "cell", "eval"), names)


def test_each_cell_of_the_notebook_runs(capsys: pytest.CaptureFixture[str]) -> None:
    names: dict[str, Any] = {}
    shown = [run("".join(cell["source"]), names) for cell in code_cells()]
    assert sum(len("".join(cell["source"]).split("\n")) for cell in code_cells()) <= 30
    frames = [each for each in shown if isinstance(each, pd.DataFrame | pd.Series)]
    assert len(frames) >= 5
    assert all(len(frame) for frame in frames)
    assert type(shown[-1]).__name__ == "Figure"
    said = capsys.readouterr().out
    assert f"Version {names['catalog'].version}" in said
    assert "→ listed" in said
    assert "→ none" in said


def test_the_notebook_is_one_that_others_open() -> None:
    notebook = json.loads(NOTEBOOK.read_text(encoding="utf-8"))
    assert (notebook["nbformat"], notebook["nbformat_minor"]) == (4, 5)
    for cell in notebook["cells"]:
        assert {"cell_type", "id", "metadata", "source"} <= cell.keys()
        if cell["cell_type"] == "code":  # what ran once on some version of the data is not kept
            assert (cell["outputs"], cell["execution_count"]) == ([], None)
    assert len({cell["id"] for cell in notebook["cells"]}) == len(notebook["cells"])


def test_importing_the_catalog_imports_neither_streamlit_nor_plotly() -> None:
    asked = (
        f"import sys, dashboard.catalog; print([name for name in {HEAVY} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.skipif(not shutil.which("Rscript"), reason="R is not installed")
def test_the_script_of_r_runs() -> None:
    done = subprocess.run(
        ["Rscript", str(SCRIPT), str(sample_directory())], capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    rows = list(csv.DictReader((sample_directory() / "designations.csv").open(encoding="utf-8")))
    dated = sum(bool(row["listed_date"]) for row in rows)
    assert f"{len(rows)} designations, {dated} with a listing date" in done.stdout
    assert "formula" in done.stdout or "propaganda" in done.stdout


def test_the_files_are_as_r_reads_them() -> None:
    """The first line names the columns, and every row has as many cells; nothing stands for an unknown value."""
    for table in TABLES:
        text = (sample_directory() / table.path).read_bytes().decode("utf-8")
        assert not text.startswith("\ufeff")
        heading, *rows = csv.reader(text.splitlines(keepends=True), strict=True)
        assert heading == table.columns
        assert {len(row) for row in rows} <= {len(heading)}
        assert not {"NA", "NULL", "nan", "None"} & {cell for row in rows for cell in row}
        # A line break in a cell would end the row for who counts lines.
        assert text.count("\n") == len(rows) + 1
