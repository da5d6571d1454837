"""Measurements of speed and accuracy; each script prints its results."""
