"""The pocket register of the dataset is small enough for a messenger."""

from dashboard.catalog import load_catalog
from dashboard.documents.pocket import pocket


def test_it_has_at_most_500_kilobytes() -> None:
    assert len(pocket(load_catalog()).encode()) <= 500_000
