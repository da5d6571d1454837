"""A plain Dash application: a table and a time chart of the designations. Run it with a port."""

import os
import sys
from pathlib import Path

import pandas as pd
import plotly.express as px
from dash import Dash, Input, Output, callback, dash_table, dcc, html

folder = Path(os.environ["DASHBOARD_DATA"])
designations = pd.read_csv(folder / "designations.csv")
articles = pd.read_csv(folder / "articles.csv")
mentions = pd.read_csv(folder / "mentions.csv")
countries = ["All", *designations["country"].value_counts().head(10).index]

app = Dash(__name__, serve_locally=True, suppress_callback_exceptions=True)
app.layout = html.Div([dcc.Location(id="url"), html.Div(id="page")])


def overview() -> html.Div:
    """Return the table and the chart."""
    return html.Div(
        [
            dcc.RadioItems(countries, "All", id="country"),
            html.B(id="count"),
            dcc.Graph(id="chart"),
            dash_table.DataTable(id="table", page_size=50),
            html.Div(id="link"),
        ]
    )


@callback(Output("page", "children"), Input("url", "pathname"))
def page(path: str) -> html.Div:
    """Return the overview, or one organization."""
    chosen = path.strip("/")
    if not chosen:
        return overview()
    row = designations.set_index("id").loc[chosen]
    about = mentions.loc[mentions["designation_id"] == chosen, "article_id"]
    found = articles[articles["id"].isin(about)]
    return html.Div(
        [
            html.H1(row["name"]),
            html.Dl([html.Div(f"{key}: {value}") for key, value in row.dropna().items()]),
            dash_table.DataTable(found.to_dict("records"), page_size=50),
        ]
    )


@callback(
    Output("count", "children"),
    Output("chart", "figure"),
    Output("table", "data"),
    Output("link", "children"),
    Input("country", "value"),
)
def narrowed(country: str) -> tuple[object, ...]:
    """Return what a country leaves."""
    kept = designations if country == "All" else designations[designations["country"] == country]
    years = pd.to_datetime(kept["listed_date"]).dt.year.value_counts().sort_index()
    first = kept.iloc[0]
    return (
        f"{len(kept)} designations",
        px.bar(x=years.index, y=years.values),
        kept.to_dict("records"),
        dcc.Link(first["name"], href=f"/{first['id']}"),
    )


if __name__ == "__main__":
    app.run(port=int(sys.argv[1]))
