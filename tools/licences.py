"""Write docs/licences.md: under which license each run-time requirement stands, from its own metadata.

Run: `.venv/bin/python -m tools.licences`. An unknown license, or one that would bind people
who pass our code on, stops it.
"""

import re
import sys
from importlib import metadata

from packaging.licenses import InvalidLicenseExpression, canonicalize_license_expression
from packaging.utils import canonicalize_name

from tools.pins import ROOT, Pin, pins

TARGET = ROOT / "docs" / "licences.md"
REQUIREMENTS = ROOT / "requirements.txt"

ALLOWED = {
    "0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "CC0-1.0", "HPND", "ISC", "MIT", "MIT-CMU",
    "PSF-2.0", "Unlicense", "Zlib", "Artistic-1.0-Perl",
    # They bind people who change these packages, not people who use them.
    "LGPL-2.1-or-later", "MPL-2.0",
}  # fmt: skip
"""Licences of packages that code under the MIT licence may use and name as requirements."""

SPELLINGS = {
    "3-clause bsd license": "BSD-3-Clause",
    "apache 2.0": "Apache-2.0",
    "apache license 2.0": "Apache-2.0",
    "mit license": "MIT",
    "the mit license (mit)": "MIT",
}
"""Values of the metadata's `License`, with the SPDX expression of each."""

CLASSIFIERS = {
    "Apache Software License": "Apache-2.0",
    "ISC License (ISCL)": "ISC",
    "MIT License": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
}

READ = {
    "python-stdnum": "LGPL-2.1-or-later",
    "text-unidecode": "Artistic-1.0-Perl OR GPL-2.0-or-later",
}
"""Packages whose metadata are vaguer than the licence that they carry, which a person has read."""


class LicenceError(ValueError):
    """A license is unknown, or incompatible with this project's."""


def licence(name: str) -> str:
    """Return the license of an installed package, as an SPDX expression.

    Raises:
        LicenceError: Its metadata do not say.
    """
    if canonicalize_name(name) in READ:
        return READ[canonicalize_name(name)]
    found = metadata.distribution(name)
    told = found.metadata
    for given in (told.get("License-Expression"), told.get("License")):
        given = (given or "").strip()
        given = SPELLINGS.get(given.lower(), given)
        try:
            return str(canonicalize_license_expression(given))
        except InvalidLicenseExpression:
            continue
    kinds = [
        each.rsplit(" :: ", 1)[1]
        for each in told.get_all("Classifier") or ()
        if each.startswith("License :: ")
    ]
    if kinds == ["BSD License"]:
        return _bsd(found)
    if kinds and all(kind in CLASSIFIERS for kind in kinds):
        return " AND ".join(CLASSIFIERS[kind] for kind in kinds)
    raise LicenceError(f"{name}: its metadata name no licence that is known ({kinds}).")


def _bsd(found: metadata.Distribution) -> str:
    """Find which of the BSD licences a package has, by the text that it carries."""
    for path in found.files or ():
        if re.search(r"licen[cs]e|copying", path.name, re.IGNORECASE):
            text = " ".join(path.read_text().split()).lower()
            if "redistribution and use in source and binary forms" in text:
                return "BSD-3-Clause" if "neither the name" in text else "BSD-2-Clause"
    raise LicenceError(f"{found.name}: it carries no text that says which BSD licence is meant.")


def allowed(expression: str) -> bool:
    """Return whether an SPDX expression is compatible with our licence."""
    tokens = re.findall(r"[()]|[^\s()]+", expression)

    def either() -> bool:
        value = both()
        while tokens and tokens[0] == "OR":
            tokens.pop(0)
            value = both() or value
        return value

    def both() -> bool:
        value = single()
        while tokens and tokens[0] == "AND":
            tokens.pop(0)
            value = single() and value
        return value

    def single() -> bool:
        token = tokens.pop(0)
        if token != "(":
            return token in ALLOWED
        value = either()
        tokens.pop(0)
        return value

    return either()


HEAD = """# Licenses of the packages

The code of this project is under the [MIT license](../LICENSE), the dataset under
[CC BY 4.0](../data/LICENSE.md). The table lists the packages of `requirements.txt`, each with the license
in its metadata (as an SPDX expression); this project neither changes nor redistributes them. The repository
contains this third-party material: flags, the map's geometry, Plotly's script (built by `tools/plotly/`), the
list of frequent words (from wordfreq's data, CC BY-SA 4.0; built by `tools/frequent_words.py`), and the
[schemas](../tests/web/reconciliation/README.md) with which a test validates responses. Some licenses are
stored beside the files: [flags](../dashboard/web/assets/flags/LICENSE),
[geometry](../dashboard/web/assets/geo/LICENSE), [Plotly](../dashboard/web/assets/plotly/LICENSE),
[letters of images](../dashboard/web/assets/fonts/LICENSE) (made by `tools/subset_fonts.py`).

`python -m tools.licences` generates this file; `make sbom` and `make lock` run it. A test compares it with
`requirements.txt` and fails on a license that is unknown or too restrictive for redistribution.

| package | version | license |
| --- | --- | --- |
"""


def table(found: dict[str, str]) -> str:
    """Return the page.

    Args:
        found: The license of each package, by name.
    """
    rows: dict[str, list[Pin]] = {}
    for pin in pins(REQUIREMENTS):
        rows.setdefault(pin.name, []).append(pin)
    lines = [
        f"| [{name}](https://pypi.org/project/{name}/) | {', '.join(pin.version for pin in versions)} "
        f"| {found[name]} |"
        for name, versions in rows.items()
    ]
    return HEAD + "\n".join(lines) + "\n"


def main() -> None:
    """Write the page."""
    names = list(dict.fromkeys(pin.name for pin in pins(REQUIREMENTS)))
    try:
        found = {name: licence(name) for name in names}
    except LicenceError as error:
        sys.exit(f"{error} Read it, and say in tools/licences.py what it is.")
    except metadata.PackageNotFoundError as error:
        sys.exit(f"{error} is not installed here: its licence cannot be read. Run it on Linux.")
    if strangers := {name: each for name, each in found.items() if not allowed(each)}:
        sys.exit(f"These licences do not go with ours, or are not known to: {strangers}")
    TARGET.write_text(table(found), encoding="utf-8")


if __name__ == "__main__":
    main()
