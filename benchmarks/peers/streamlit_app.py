"""One plain file: a table and a time chart of the designations. `streamlit run` it."""

import os
from pathlib import Path

import pandas as pd
import plotly.express as px
import streamlit as st

folder = Path(os.environ["DASHBOARD_DATA"])
st.set_page_config(page_title="Designations", layout="wide")
designations = pd.read_csv(folder / "designations.csv")
articles = pd.read_csv(folder / "articles.csv")
mentions = pd.read_csv(folder / "mentions.csv")

if chosen := st.query_params.get("id"):
    row = designations.set_index("id").loc[chosen]
    st.title(row["name"])
    st.write(row.dropna().to_dict())
    about = mentions.loc[mentions["designation_id"] == chosen, "article_id"]
    st.dataframe(articles[articles["id"].isin(about)])
else:
    countries = ["All", *designations["country"].value_counts().head(10).index]
    country = st.sidebar.radio("Country", countries)
    kept = designations if country == "All" else designations[designations["country"] == country]
    st.markdown(f"**{len(kept)} designations**")
    years = pd.to_datetime(kept["listed_date"]).dt.year.value_counts().sort_index()
    st.plotly_chart(px.bar(x=years.index, y=years.values))
    st.dataframe(kept)
    st.markdown(f"[{kept.iloc[0]['name']}](/?id={kept.iloc[0]['id']})")
