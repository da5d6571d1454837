"""The colours of charts."""

import pytest
from plotly import colors

from dashboard.charts.palette import DARK, LIGHT

PLACES = [place / 50 for place in range(51)]


def luminance(rgb):
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in rgb]
    return sum(weight * c for weight, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


@pytest.mark.parametrize("palette", [LIGHT, DARK])
def test_text_can_be_read_on_every_shade_of_a_scale(palette):
    grounds = colors.sample_colorscale(palette.colorscale, PLACES, colortype="tuple")
    for ground, text in zip(grounds, palette.on_scale(PLACES), strict=True):
        darker, lighter = sorted([luminance(ground), 1.0 if text == "#FFFFFF" else 0.0])
        assert (lighter + 0.05) / (darker + 0.05) >= 4.5
