"""Charts: a DataFrame in, a Plotly figure out. Knows neither Streamlit nor files."""
