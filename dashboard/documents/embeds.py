"""The parts that other sites may show in a frame: one chart, or one table."""

EMBEDS = {"charts": "chart", "organizations": "", "articles": ""}
"""The pages that may be framed with ``embed=true``, and the parameter that each needs besides."""

STATIC = "static"
"""The parameter with which a frame holds words and a drawing, and none of Streamlit's scripts: ``static=true``."""
