"""`python -m dashboard data-of`."""

import json
import subprocess

import pytest

from dashboard import cli


def git(folder, *words):
    subprocess.run(["git", "-C", folder, "-c", "user.name=t", "-c", "user.email=t@example.org", *words], check=True, capture_output=True)  # fmt: skip


@pytest.fixture
def repository(tiny_package):
    """Return a package in a repository that has two versions of it, and two states of the first."""
    descriptor = tiny_package / "datapackage.json"
    git(tiny_package.parent, "init", "-q")

    def commit(version, name):
        told = json.loads(descriptor.read_text(encoding="utf-8")) | {"version": version}
        descriptor.write_text(json.dumps(told), encoding="utf-8")
        table = tiny_package / "designations.csv"
        table.write_text(table.read_text(encoding="utf-8").replace("Gamma", name), "utf-8")
        git(tiny_package.parent, "add", "-A")
        git(tiny_package.parent, "commit", "-qm", name)

    commit("2026.01.01", "Gamma one")
    commit("2026.01.01", "Gamma one two")
    commit("2026.01.02", "Gamma three")
    return tiny_package


def test_the_last_state_of_a_version_is_written_whole(repository, tmp_path, capsys):
    target = tmp_path / "old"
    assert cli.main(["data-of", "2026.01.01", str(target), "--data", str(repository)]) == 0
    assert "Gamma one two" in (target / "designations.csv").read_text(encoding="utf-8")
    assert {path.name for path in target.iterdir()} == {path.name for path in repository.iterdir()}
    assert json.loads((target / "datapackage.json").read_text("utf-8"))["version"] == "2026.01.01"
    capsys.readouterr()
    assert cli.main(["data-of", "--data", str(repository)]) == 0
    assert [line.split()[0] for line in capsys.readouterr().out.splitlines()] == ["2026.01.02", "2026.01.01"]  # fmt: skip


def test_an_unknown_version_or_a_full_folder_is_named(repository, tmp_path, capsys):
    assert cli.main(["data-of", "2025.01.01", "--data", str(repository)]) == 1
    assert "2026.01.02, 2026.01.01" in capsys.readouterr().err
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mine").write_text("mine")
    assert cli.main(["data-of", "2026.01.01", str(tmp_path / "full"), "--data", str(repository)]) == 1  # fmt: skip
    assert "empty folder" in capsys.readouterr().err
    assert [path.name for path in (tmp_path / "full").iterdir()] == ["mine"]


def test_a_folder_without_a_history_is_named(tiny_package, tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    assert cli.main(["data-of", "2026.01.01", "--data", str(tiny_package)]) == 1
    assert "not in a checkout" in capsys.readouterr().err


@pytest.mark.parametrize("version", ["../../out", "--output=out", "2026.01.01/../../out", "\x1b[2J", "2026.01.01\nx", "", "/tmp/out"])  # fmt: skip
def test_a_version_of_the_history_that_is_none_names_no_folder(repository, tmp_path, capsys, monkeypatch, version):  # fmt: skip
    descriptor = repository / "datapackage.json"
    told = json.loads(descriptor.read_text(encoding="utf-8")) | {"version": version}
    descriptor.write_text(json.dumps(told), encoding="utf-8")
    git(repository.parent, "commit", "-qam", "hostile")
    folder = tmp_path / "work"
    folder.mkdir()
    monkeypatch.chdir(folder)
    before = sorted(tmp_path.iterdir())
    assert cli.main(["data-of", "--data", str(repository)]) == 0
    assert [line.split()[0] for line in capsys.readouterr().out.splitlines()] == ["2026.01.02", "2026.01.01"]  # fmt: skip
    words = ["data-of", "--data", str(repository), "--", version]
    assert cli.main(words) == 1
    assert list(folder.iterdir()) == []
    assert sorted(tmp_path.iterdir()) == before


def test_a_state_that_leads_out_of_its_folder_is_not_written(repository, tmp_path, capsys):
    table = repository / "articles.csv"
    table.unlink()
    table.symlink_to("../../../etc/passwd")
    told = json.loads((repository / "datapackage.json").read_text("utf-8"))
    (repository / "datapackage.json").write_text(json.dumps(told | {"version": "2026.01.03"}))
    git(repository.parent, "add", "-A")
    git(repository.parent, "commit", "-qm", "link")
    target = tmp_path / "old"
    assert cli.main(["data-of", "2026.01.03", str(target), "--data", str(repository)]) == 1
    assert "not contain a valid package" in capsys.readouterr().err
    assert not target.exists()
    assert [each for each in tmp_path.iterdir() if each.name.startswith(".old")] == []
