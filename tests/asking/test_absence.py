"""An empty selection means "not in the register" only where names alone were looked for."""

from dashboard.asking.absence import not_found
from dashboard.asking.filters import Filters


def test_an_empty_selection_is_not_found_only_where_names_alone_were_asked_for(tiny_catalog):
    assert not_found(tiny_catalog, Filters(q="zzzz")).startswith("Not in our copy of the register")
    assert not_found(tiny_catalog, Filters(q="zzzz", country=("LV",))) == ""
    assert not_found(tiny_catalog, Filters(country=("LV",))) == ""
