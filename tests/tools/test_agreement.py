"""Cohen's kappa for each code of two readers."""

from pathlib import Path

import pytest

from tools.agreement import Agreement, agreement, main, read


def test_kappa_is_that_of_the_textbook() -> None:
    # 50 keys: both 20, only the first 5, only the second 10, neither 15: observed 0.7, by chance 0.5.
    found = Agreement("army", both=20, first=5, second=10, neither=15)
    assert found.observed == pytest.approx(0.7)
    assert found.kappa == pytest.approx(0.4)


@pytest.mark.parametrize(("both", "neither"), [(7, 0), (0, 7), (0, 0)])
def test_kappa_is_undefined_where_chance_explains_all(both: int, neither: int) -> None:
    assert Agreement("army", both, 0, 0, neither).kappa is None


def test_each_code_is_compared_where_both_readers_have_the_key() -> None:
    first = {"a": frozenset({"army", "law"}), "b": frozenset[str](), "only": frozenset({"army"})}
    second = {"a": frozenset({"army"}), "b": frozenset({"law"})}
    army, law = agreement(first, second)
    assert army == Agreement("army", both=1, first=0, second=0, neither=1)
    assert army.kappa == 1
    assert law == Agreement("law", both=0, first=1, second=1, neither=0)
    assert law.kappa == -1


def test_the_command_prints_a_row_for_each_code(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first, second = tmp_path / "a.csv", tmp_path / "b.csv"
    first.write_text("key,codes\none,army|law\ntwo,\n")
    second.write_text("key,codes\none,army\ntwo,\nthree,law\n")
    assert main([str(first), str(second)]) == 0
    shown = capsys.readouterr().out
    assert "| `army` | 1 | 0 | 0 | 1 | 100% | 1.00 |" in shown
    assert "2 keys of both readers; 1 of one alone" in shown


@pytest.mark.parametrize("text", ["id,codes\none,army\n", "key,codes\none,army\none,law\n"])
def test_a_file_that_cannot_be_compared_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "a.csv"
    path.write_text(text)
    with pytest.raises(ValueError, match=r"a\.csv"):
        read(path)
    assert main([str(path), str(path)]) == 1
