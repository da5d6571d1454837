"""The other keyboard layout, and letters that look alike."""

from dashboard.words.slips import Shapes, other_layouts


def test_what_was_typed_in_the_other_layout_is_read_both_ways():
    assert "Медуза" in other_layouts("Vtlepf")
    assert "Hudson" in other_layouts("Ргвыщт")
    assert other_layouts("Bellingcat") != ["Bellingcat"]


def test_only_unknown_words_are_read_again():
    shapes = Shapes(["council", "chatham", "house"])
    assert shapes.reread("Counci1") == "council"
    assert shapes.reread("Chatharn House") == "chatham House"
    assert shapes.reread("House of Cards") is None
