"""The numbers of the charts of articles and of what is said in them."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from dashboard.asking.filters import Filters
from dashboard.asking.selection import DATE_COLUMN, article_rows, articles_kept, select_designations
from dashboard.catalog.catalog import Catalog
from dashboard.charts import counts
from dashboard.charts.numbers.number import (
    PERIODS,
    Count,
    Numbers,
    Options,
    chosen_of,
    in_years,
    period_name,
    value_table,
)
from dashboard.dataset.choices import SPEAKER_TYPES, STANCES
from dashboard.locale import gettext as _
from dashboard.locale import mark


def _coverage(catalog: Catalog, filters: Filters, options: Options) -> pd.DataFrame:
    around = replace(filters, year=None)
    counted = counts.coverage(
        select_designations(catalog, around.within("designations")),
        article_rows(catalog, around).columns("published", "published_precision"),
        options["period"],  # type: ignore[arg-type]
        column=DATE_COLUMN[filters.basis],
        as_of=catalog.as_of,
    )
    return counted.assign(chosen=in_years(counted["period"].dt.year, filters))


def _coverage_table(catalog: Catalog, counted: pd.DataFrame, options: Options) -> pd.DataFrame:
    kept = counted[counted["chosen"]]
    return pd.DataFrame(
        {
            _("Period"): [period_name(start, options["period"]) for start in kept["period"]],
            _("Designations"): kept["designations"].to_numpy(),
            _("Articles"): kept["articles"].to_numpy(),
            _("Unfinished"): kept["unfinished"].to_numpy(),
        }
    )


def _of_articles(key: str, column: str) -> Count:
    def count(catalog: Catalog, filters: Filters, options: Options) -> pd.DataFrame:
        around = article_rows(catalog, filters.with_values(key, ()))
        counted = counts.by_value(around.columns(column), column).rename_axis(key).reset_index()
        return counted.assign(chosen=chosen_of(counted[key], filters[key]))

    return count


def _organizations(catalog: Catalog, filters: Filters, options: Options) -> pd.DataFrame:
    around = articles_kept(catalog, replace(filters, org=()))
    about = counts.by_organization(catalog.joins, around)
    about.index = catalog.designations.index[about.index]
    counted = about.rename_axis("org").reset_index()
    # An article selected for its country may be about an organization of another one too.
    kept = select_designations(
        catalog, replace(filters, year=None, day=None, q="").within("designations")
    )
    counted = counted[counted["org"].isin(kept.index)].reset_index(drop=True)
    return counted.assign(chosen=chosen_of(counted["org"], filters.org))


def _voices(catalog: Catalog, filters: Filters, options: Options) -> pd.DataFrame:
    around = articles_kept(catalog, replace(filters, stance=()))
    claims = catalog.claims[["speaker_type", "stance"]]
    counted = counts.by_speaker(claims[around[catalog.joins.claim_article]])
    return counted.assign(chosen=chosen_of(counted["stance"].astype("object"), filters.stance))


def _voices_table(catalog: Catalog, counted: pd.DataFrame, options: Options) -> pd.DataFrame:
    kept = counted[counted["chosen"]]
    grid = pd.crosstab(
        kept["speaker_type"].astype("object"),
        kept["stance"].astype("object"),
        values=kept["count"],
        aggfunc="sum",
    )
    speakers = {choice.value: _(choice.label) for choice in SPEAKER_TYPES}
    stances = {choice.value: _(choice.label) for choice in STANCES}
    grid = grid.reindex(index=list(speakers), fill_value=0)
    grid = grid[[stance for stance in stances if stance in grid.columns]]
    grid[_("All")] = grid.sum(axis="columns")
    grid.columns = pd.Index([stances.get(column, column) for column in grid.columns])
    grid.index = pd.Index([speakers[value] for value in grid.index], name=_("Speaker"))
    return grid.reset_index()


ARTICLES = (
    Numbers(
        "coverage",
        mark("Designations and articles"),
        "articles",
        _coverage,
        _coverage_table,
        {"period": PERIODS},
    ),
    Numbers(
        "organizations",
        mark("Who is written about"),
        "articles",
        _organizations,
        # An article can be about several: shares would add up to more than all.
        value_table("org", mark("Organization"), share=False),
    ),
    Numbers(
        "languages",
        mark("In which languages"),
        "articles",
        _of_articles("language", "language"),
        value_table("language", mark("Language")),
    ),
    Numbers(
        "publishers",
        mark("By whom"),
        "articles",
        _of_articles("publisher", "publisher_id"),
        value_table("publisher", mark("Publisher")),
    ),
    Numbers("voices", mark("Who says what"), "articles", _voices, _voices_table),
)
"""In the order of the pages."""
