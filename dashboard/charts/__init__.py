"""Charts, one file each: what is counted, its table, how it is drawn and what stands out.

Knows neither Streamlit nor HTML: `chart.py` says what a chart is, `registry.py` has them all.
"""
