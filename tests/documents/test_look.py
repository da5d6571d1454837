"""The style sheet: nothing in it makes a browser look at a whole page for the change of one element."""

import re

from dashboard.documents.look import style

RULES = [
    each.strip()
    for each in re.findall(r"([^{}]+)\{", re.sub(r"/\*.*?\*/", "", style(), flags=re.S))
]


def test_no_class_is_matched_by_a_part_of_its_name():
    # Every element whose class changes, for whatever reason, would be looked at with all that stands in it.
    assert len(RULES) > 100
    assert [each for each in RULES if re.search(r"\[class[*^$]?=", each)] == []


def test_no_element_that_holds_something_styles_all_that_it_holds():
    # Every page would be looked at as a whole at each change of any element in it.
    assert [each for each in RULES if re.search(r":has\(.*[ >+~]\*", each)] == []
