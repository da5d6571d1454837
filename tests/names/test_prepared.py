"""What is kept of a dataset from one run of the command to the next."""

import subprocess
import sys

import pytest

from dashboard.catalog import load_catalog
from dashboard.names import Matcher, prepared
from dashboard.names.known import known_of
from dashboard.names.prepared import Prepared
from dashboard.words.memo import learning
from tests.names.known import known

ASKED = [
    "Meduza", "Медузы", "ООО «Проект»", "Международной амнистией", "Uhbygbc", "meduza.io", "@meduzalive",
    "Freedom House, Вашингтон, США", "Nobody", "Фонд имени Конрада Аденауэра; Красный Крест", "12 345",
]  # fmt: skip
TEXT = (
    "Журналистка «Медузы» и эксперт Карнеги цитируют Freedom House, Би-би-си и https://theins.ru/a."
)


def kept(catalog, folder):
    with learning():
        made = Prepared("1", catalog.as_of, "Not found.", known_of(catalog))
    prepared.write(folder, "key", made)
    return prepared.read(folder, "key")


def test_the_answers_from_what_was_kept_are_the_same(tmp_path):
    catalog = known()
    read = kept(catalog, tmp_path)
    assert (read.version, read.as_of, read.not_found) == ("1", catalog.as_of, "Not found.")
    ours, theirs = Matcher(read.known), Matcher(catalog)
    assert ours.check_many(ASKED) == theirs.check_many(ASKED)
    assert ours.mentions(TEXT) == theirs.mentions(TEXT)
    assert ours.suggest("Med") == []


def test_any_change_of_a_table_or_the_language_is_another_key(tiny_package):
    before = prepared.key_of(tiny_package, "en")
    assert prepared.key_of(tiny_package, "en") == before
    assert prepared.key_of(tiny_package, "ru") != before
    with (tiny_package / "milestones.csv").open("a", encoding="utf-8") as file:
        file.write("\n")
    assert prepared.key_of(tiny_package, "en") != before


@pytest.mark.parametrize("damage", [b"", b"nonsense", None])
def test_a_file_that_is_not_whole_is_none(tiny_package, tmp_path, damage):
    catalog = load_catalog(tiny_package)
    assert kept(catalog, tmp_path) is not None
    path = next(tmp_path.glob("check-*.json"))
    path.write_bytes(path.read_bytes()[:-2] if damage is None else damage)
    assert prepared.read(tmp_path, "key") is None


def test_files_of_earlier_states_do_not_pile_up(tiny_package, tmp_path):
    catalog = load_catalog(tiny_package)
    with learning():
        made = Prepared("1", catalog.as_of, "Not found.", known_of(catalog))
    for number in range(9):
        prepared.write(tmp_path, f"key{number}", made)
    assert len(list(tmp_path.iterdir())) < 6
    assert prepared.read(tmp_path, "key8") is not None


def test_a_check_of_what_was_kept_needs_no_pandas():
    code = "import sys, dashboard.names.prepared, dashboard.names.results; print('pandas' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
