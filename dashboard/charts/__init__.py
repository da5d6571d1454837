"""The charts, one file each: counting, table, drawing and finding.

This package uses neither Streamlit nor HTML. `chart.py` defines a chart, `registry.py` lists them
all.
"""
