"""What the site runs on: pinned with hashes, from no named registry, under known licences."""

import ast
import re
import sys
import tomllib
from importlib import metadata

import pytest
from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tools import licences
from tools.pins import ROOT, layer, own_pins, pins

FILES = sorted(ROOT.glob("requirements*.txt"))


def test_every_file_of_requirements_is_tested() -> None:
    assert {path.name for path in FILES} >= {
        "requirements.txt", "requirements-test.txt", "requirements-bench.txt", "requirements-audit.txt",
    }  # fmt: skip


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_line_is_a_pin_with_hashes_and_names_no_registry(path) -> None:
    found = list(pins(path))
    assert len(found) > 20
    assert all(pin.hashes and len(set(pin.hashes)) == len(pin.hashes) for pin in found)
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"://|--index|--find-links|--extra|@|\s-e\s", text)
    names = [(pin.name, pin.marker) for pin in found]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize(
    "line",
    [
        "example==1.0",
        "example>=1.0 \\",
        "example @ https://example.org/example.zip",
        "--index-url https://example.org/simple",
        "-r other.txt",
        "",
    ],
)
def test_a_line_without_hashes_is_found(tmp_path, line) -> None:
    path = tmp_path / "requirements.txt"
    path.write_text(f"{line}\n")
    with pytest.raises(ValueError, match="requirements"):
        list(pins(path))


@pytest.mark.parametrize(
    ("name", "below"),
    [
        ("test", "requirements.txt"),
        ("bench", "requirements-test.txt"),
        ("audit", "requirements.txt"),
    ],
)
def test_a_file_builds_on_the_layer_below_and_repeats_none_of_it(name, below) -> None:
    path, lower = ROOT / f"requirements-{name}.txt", list(pins(ROOT / below))
    assert path.read_text(encoding="utf-8").startswith(f"-r {below}\n")
    own = list(own_pins(path))
    assert not set(own) & set(lower)
    assert list(pins(path)) == [*lower, *own]


def test_a_layer_is_read_as_it_was_written(tmp_path) -> None:
    some = list(pins(ROOT / "requirements.txt"))
    (tmp_path / "requirements.txt").write_text(layer(some[:20]), encoding="utf-8")
    (tmp_path / "requirements-more.txt").write_text(
        layer(some[20:], "requirements.txt"), encoding="utf-8"
    )
    assert list(pins(tmp_path / "requirements-more.txt")) == some


def test_the_files_agree_where_they_name_the_same() -> None:
    chosen: dict[tuple[str, str], str] = {}
    for path in FILES:
        for pin in pins(path):
            if Marker(pin.marker).evaluate() if pin.marker else True:
                assert chosen.setdefault((pin.name, ""), pin.version) == pin.version, pin.name


def test_the_installed_packages_are_the_pinned_ones() -> None:
    for pin in pins(ROOT / "requirements.txt"):
        if not pin.marker or Marker(pin.marker).evaluate():
            assert metadata.version(pin.name) == pin.version


def test_the_table_of_licences_is_that_of_the_requirements() -> None:
    names = dict.fromkeys(pin.name for pin in pins(licences.REQUIREMENTS))
    found = {}
    written = licences.TARGET.read_text(encoding="utf-8")
    for name in names:
        try:
            found[name] = licences.licence(name)
        except metadata.PackageNotFoundError:
            # For another platform only: the table has what was read there.
            found[name] = re.search(rf"(?m)^\| \[{re.escape(name)}\].*\| (.+) \|$", written)[1]
    assert licences.table(found) == written, "run `make licences`"
    assert {name: each for name, each in found.items() if not licences.allowed(each)} == {}


@pytest.mark.parametrize(
    ("expression", "good"),
    [
        ("MIT", True),
        ("GPL-3.0-only", False),
        ("AGPL-3.0-only OR MIT", True),
        ("MPL-2.0 AND (Apache-2.0 OR MIT)", True),
        ("MIT AND GPL-2.0-or-later", False),
        ("(GPL-2.0-only OR SSPL-1.0) AND MIT", False),
        ("LicenseRef-Proprietary", False),
    ],
)
def test_only_compatible_licenses_are_accepted(expression, good) -> None:
    assert licences.allowed(expression) == good


def declared() -> dict[str, Requirement]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    found = map(Requirement, project["dependencies"])
    return {canonicalize_name(each.name): each for each in found}


def of_extras() -> dict[str, Requirement]:
    """Return what commands of an extra import, each in its one file."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    found = map(Requirement, project["optional-dependencies"]["assistants"])
    return {canonicalize_name(each.name): each for each in found}


def imported() -> set[str]:
    """Return the top-level modules that the code imports, without its own and the standard library's."""
    found = set()
    for path in (ROOT / "dashboard").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                found |= {each.name.split(".")[0] for each in node.names}
            elif isinstance(node, ast.ImportFrom) and not node.level:
                found.add(str(node.module).split(".")[0])
    return found - sys.stdlib_module_names - {"dashboard"}


def test_everything_that_is_imported_is_declared() -> None:
    providers = metadata.packages_distributions()
    assert {"streamlit", "numpy", "starlette"} <= imported()
    known = declared() | of_extras()
    for module in imported():
        # What an extra needs is not installed everywhere, and is called as its package is.
        names = {canonicalize_name(each) for each in providers.get(module, [module])}
        assert names & known.keys(), f"{module} is imported and not declared"


def test_the_first_layer_pins_all_that_the_site_needs() -> None:
    """`make run` installs nothing else: what only the tests pin is missing there."""
    pinned = {canonicalize_name(pin.name) for pin in pins(ROOT / "requirements.txt")}
    overridden = {"pyicu"}  # pyicu-wheels stands in for it
    needed, seen = [*declared().values()], set()
    while needed:
        each = needed.pop()
        name = canonicalize_name(each.name)
        if name in seen | overridden or (each.marker and not each.marker.evaluate({"extra": ""})):
            continue
        seen.add(name)
        assert name in pinned, (
            f"{name} is not in requirements.txt: run `python -m tools.lock --keep`"
        )
        needed += map(Requirement, metadata.requires(name) or ())
    assert len(seen) > 40


def test_only_its_command_imports_the_packages_of_an_extra() -> None:
    for module in of_extras():
        users = {
            str(path.relative_to(ROOT / "dashboard"))
            for path in (ROOT / "dashboard").rglob("*.py")
            if re.search(rf"^\s*(?:from|import) {module}\b", path.read_text(encoding="utf-8"), re.M)
        }
        assert users == {f"cli/{module}.py"}


def test_streamlit_is_bounded_while_its_private_interfaces_are_used() -> None:
    allowed = declared()["streamlit"].specifier
    assert metadata.version("streamlit") in allowed
    assert "1.68.0" not in allowed


def test_pip_needs_no_source_for_the_one_requirement_that_has_no_wheel() -> None:
    stand_in = tomllib.loads((ROOT / "tools/pyicu/pyproject.toml").read_text(encoding="utf-8"))
    project = stand_in["project"]
    wanted = {
        (pin.version, pin.marker)
        for pin in pins(ROOT / "requirements.txt")
        if pin.name == "pyicu-wheels"
    }
    given = {
        (version, str(each.marker))
        for each in map(Requirement, project["dependencies"])
        for version, _marker in wanted
        if version in each.specifier and str(each.marker) == str(Marker(_marker))
    }
    assert len(given) == len(wanted) == 2
    # What requires PyICU accepts the stand-in's version.
    for each in map(Requirement, metadata.requires("normality") or ()):
        if canonicalize_name(each.name) == "pyicu":
            assert project["version"] in each.specifier


def test_actions_and_images_are_pinned_by_digest() -> None:
    workflows = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
    used = [
        action
        for path in workflows
        for action in re.findall(r"uses:\s*(\S+)", path.read_text(encoding="utf-8"))
    ]
    assert used
    assert [each for each in used if not re.search(r"@[0-9a-f]{40}$", each)] == []
    dockerfile = (ROOT / "deploy" / "Dockerfile").read_text(encoding="utf-8")
    images = re.findall(r"(?m)^ARG PYTHON=(\S+)|^FROM (\S+)", dockerfile)
    named = {argument or image for argument, image in images} - {"${PYTHON}"}
    assert named
    assert [each for each in named if not re.search(r"@sha256:[0-9a-f]{64}$", each)] == []
