"""Write the files of a release of the data: what a person archives, cites and checks.

    python tools/release.py FOLDER [--wheel dist]

The folder gets every bulk file, the changes of this version, `CITATION.cff`, `.zenodo.json` and
`SHA256SUMS` of all of them. The same commit makes the same files. See docs/releases.md.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

if __package__ is None:  # run as a file
    sys.path.append(str(Path(__file__).resolve().parent.parent))

from dashboard import settings
from dashboard.catalog import Catalog, PackageError, load_catalog
from dashboard.catalog.history import changelog, notes
from dashboard.documents.bulk_files import bundle

REPOSITORY = "https://github.com/undesirable-register/undesirable-register"
SUMS = "SHA256SUMS"
_AUTHORS = "The Undesirable Register contributors"


def main(words: Sequence[str] | None = None) -> int:
    """Write a release.

    Args:
        words: The words of the command line; those of the process if None.

    Returns:
        The exit code: 1 if the data cannot be released or the folder holds something else.
    """
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folder", type=Path, help="a folder that is new or empty")
    parser.add_argument(
        "--wheel",
        type=Path,
        metavar="FOLDER",
        help="where the wheel lies, if it belongs to the release",
    )
    asked = parser.parse_args(words)
    if asked.folder.exists() and any(asked.folder.iterdir()):
        print(
            f"{asked.folder} is not empty: name a new folder, or delete it first.", file=sys.stderr
        )
        return 1
    try:
        catalog = load_catalog()
    except PackageError as error:
        print(f"The data cannot be released. {error}", file=sys.stderr)
        return 1
    for path in write(catalog, asked.folder, wheels=asked.wheel):
        print(path)
    return 0


def write(catalog: Catalog, folder: Path, *, wheels: Path | None = None) -> list[Path]:
    """Write the files of a release.

    Args:
        catalog: The data.
        folder: Where to write; made if it is missing.
        wheels: A folder whose wheel of the project belongs to the release.

    Returns:
        The files, checksums last.

    Raises:
        OSError: The folder cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    made = bundle(catalog)
    for name in made.artifacts:
        shutil.copyfile(made.directory / name, folder / name)
    for wheel in sorted(wheels.glob("undesirable_register-*.whl")) if wheels else ():
        shutil.copyfile(wheel, folder / wheel.name)
    (folder / "CHANGES.md").write_text(changes(catalog), encoding="utf-8")
    (folder / "CITATION.cff").write_text(citation(catalog), encoding="utf-8")
    (folder / ".zenodo.json").write_text(zenodo(catalog), encoding="utf-8")
    files = sorted(path for path in folder.iterdir() if path.name != SUMS)
    sums = "".join(f"{_sha256(path)}  {path.name}\n" for path in files)
    (folder / SUMS).write_text(sums, encoding="utf-8")
    return [*files, folder / SUMS]


def changes(catalog: Catalog) -> str:
    """Return what the changelog of the data says about this version, as Markdown."""
    text = notes(changelog(settings.data_directory())).get(catalog.version, "").strip()
    return f"# Changes of version {catalog.version}\n\n{text or 'Nothing is noted.'}\n"


def citation(catalog: Catalog) -> str:
    """Return a citation of this version of the data in the Citation File Format 1.2.0."""
    return f"""cff-version: 1.2.0
message: Please cite the data with this version.
type: dataset
title: {json.dumps(catalog.title, ensure_ascii=False)}
version: {catalog.version}
date-released: {catalog.version.replace(".", "-")}
license: CC-BY-4.0
repository-code: {REPOSITORY}
authors:
  - name: {_AUTHORS}
"""


def zenodo(catalog: Catalog) -> str:
    """Return the metadata that Zenodo reads from `.zenodo.json`."""
    about = {
        "title": catalog.title,
        "version": catalog.version,
        "publication_date": catalog.version.replace(".", "-"),
        "upload_type": "dataset",
        "access_right": "open",
        "license": "cc-by-4.0",
        "language": "eng",
        "creators": [{"name": _AUTHORS}],
        "keywords": [
            "Russia",
            "undesirable organizations",
            "civil society",
            "human rights",
            "open data",
        ],
        "description": (
            f"Every designation of an organization as “undesirable” in Russia, as of the register of "
            f"{catalog.as_of.isoformat()}: dates, reasons with who stated them, sources, and the articles about "
            "them. A Frictionless Data Package of UTF-8 CSV tables; also as SQLite, Parquet, XLSX and "
            "FollowTheMoney."
        ),
        "related_identifiers": [
            {"identifier": REPOSITORY, "relation": "isSupplementTo", "resource_type": "software"}
        ],
    }
    return json.dumps(about, ensure_ascii=False, indent=2) + "\n"


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


if __name__ == "__main__":
    sys.exit(main())
