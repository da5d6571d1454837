import pandas as pd
import pytest

from dashboard.catalog.digest import digest


def table(**changed):
    cells = {
        "text": pd.Series(["a", None, "ü"], dtype="str"),
        "date": pd.to_datetime(["2024-01-01", None, "2024-02-01"]),
        "kind": pd.Categorical(["x", "y", None]),
        "list": [("a", "b"), (), ("a",)],
        "number": pd.Series([1, None, 3], dtype="Int64"),
    }
    return pd.DataFrame(cells | changed)


def test_the_same_cells_have_the_same_digest_whatever_their_index():
    assert digest("1", [table()]) == digest("1", [table().set_axis(["p", "q", "r"])])
    # … and wherever they stood before.
    twice = pd.concat([table(), table()], ignore_index=True)
    assert digest("1", [table()]) == digest("1", [twice.iloc[3:]])


@pytest.mark.parametrize(
    "changed",
    [
        {"text": pd.Series(["a", "", "ü"], dtype="str")},
        {"date": pd.to_datetime(["2024-01-01", None, "2024-02-02"])},
        {"kind": pd.Categorical(["x", "z", None])},
        {"list": [("a|b",), (), ("a",)]},
        {"number": pd.Series([1, 0, 3], dtype="Int64")},
    ],
)
def test_another_cell_makes_another(changed):
    assert digest("1", [table(**changed)]) != digest("1", [table()])


def test_the_start_text_changes_the_digest():
    assert digest("1", [table()]) != digest("2", [table()])
