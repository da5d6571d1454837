"""Write build/sbom.cdx.json: a software bill of materials (CycloneDX) of the run-time requirements.

Run: `make sbom`. It lists what `requirements.txt` pins, with the checksums of the files that may be
installed and the license of each; the same pins make the same file.
"""

import sys
import uuid

from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.model import (
    ExternalReference,
    ExternalReferenceType,
    HashAlgorithm,
    HashType,
    Property,
    XsUri,
)
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.output import OutputFormat, make_outputter
from cyclonedx.schema import SchemaVersion
from packageurl import PackageURL

from dashboard import __version__
from tools.licences import REQUIREMENTS, licence
from tools.pins import ROOT, Pin, pins

TARGET = ROOT / "build" / "sbom.cdx.json"
_NAMESPACE = uuid.UUID("6f0e2bb8-6f3d-4b43-9a44-6d5d2c5c8b11")


def component(pin: Pin) -> Component:
    """Describe one pin as a component."""
    address = PackageURL("pypi", None, pin.name, pin.version)
    # Two pins of one name are for different machines.
    reference = f"{address}{'#' + pin.marker if pin.marker else ''}"
    return Component(
        name=pin.name,
        version=pin.version,
        type=ComponentType.LIBRARY,
        bom_ref=reference,
        purl=address,
        licenses=[
            LicenseFactory().make_from_string(licence(pin.name), license_acknowledgement=None)
        ],
        external_references=[
            ExternalReference(
                type=ExternalReferenceType.DISTRIBUTION,
                url=XsUri(f"https://pypi.org/project/{pin.name}/{pin.version}/#files"),
                comment="One of the files with these checksums is installed.",
                hashes=[HashType(alg=HashAlgorithm.SHA_256, content=each) for each in pin.hashes],
            )
        ],
        properties=[Property(name="python:marker", value=pin.marker)] if pin.marker else None,
    )


def bill() -> Bom:
    """Return the bill of materials."""
    made = Bom()
    text = REQUIREMENTS.read_text(encoding="utf-8")
    made.serial_number = uuid.uuid5(_NAMESPACE, f"{__version__}\n{text}")
    # The day on which it is made says nothing about what is in it.
    made.metadata.timestamp = None  # type: ignore[assignment]
    whole = Component(
        name="undesirable-register",
        version=__version__,
        type=ComponentType.APPLICATION,
        bom_ref="undesirable-register",
        licenses=[LicenseFactory().make_from_string("MIT")],
    )
    made.metadata.component = whole
    parts = [component(pin) for pin in pins(REQUIREMENTS)]
    made.components.update(parts)
    made.register_dependency(whole, parts)
    return made


def main() -> None:
    """Write it."""
    TARGET.parent.mkdir(exist_ok=True)
    outputter = make_outputter(bill(), OutputFormat.JSON, SchemaVersion.V1_6)
    outputter.output_to_file(str(TARGET), allow_overwrite=True, indent=2)
    sys.stdout.write(
        f"{TARGET.relative_to(ROOT)}: {sum(1 for _ in pins(REQUIREMENTS))} components\n"
    )


if __name__ == "__main__":
    main()
