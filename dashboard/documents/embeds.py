"""The parts that other sites may show in a frame: one chart, or one table."""

EMBEDS = {"charts": "chart", "organizations": "", "articles": ""}
"""The pages that may be framed with ``embed=true``, and the parameter that each needs besides."""
