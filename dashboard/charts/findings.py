"""What a chart says: a title computed from its numbers, and a description for those who do not see it.

A title claims only what the numbers carry: periods that are not over are never compared, and a
selection with few designations gets no finding at all.
"""

from __future__ import annotations

import pandas as pd

from dashboard import locale
from dashboard.catalog.counts import Period
from dashboard.charts.frame import period_label
from dashboard.charts.labels import label
from dashboard.locale import gettext as _
from dashboard.locale import ngettext

FEW = 20
"""Below so many designations a share or a comparison would be chance."""
_FEW_IN_YEAR = 5


def timeline_finding(counts: pd.DataFrame, period: Period) -> str:
    """How the last complete period compares with the one before; "" where that says little.

    Args:
        counts: What `counts.by_period` returned, unsplit.
        period: The length of a period.
    """
    complete = counts[~counts["unfinished"]]
    if counts["count"].sum() < FEW or len(complete) < 2:
        return ""
    now, before = complete.iloc[-1], complete.iloc[-2]
    if min(now["count"], before["count"]) < _FEW_IN_YEAR:
        return ""
    change = now["count"] / before["count"] - 1
    if change == 0:
        sentence = _("{now} saw as many designations as {before}: {count}")
    elif abs(change) < 0.005:
        # 301 after 300 are not as many, and "0% more" says nothing.
        return ""
    elif change > 0:
        sentence = _("{now} saw {designations}, {change} more than {before}")
    else:
        sentence = _("{now} saw {designations}, {change} fewer than {before}")
    return sentence.format(
        now=period_label(now["period"], period),
        before=period_label(before["period"], period),
        count=locale.number(int(now["count"])),
        designations=ngettext("{n} designation", "{n} designations", int(now["count"])),
        change=locale.percent(abs(change)),
    )


def growth_finding(cumulative: pd.DataFrame) -> str:
    """In the course of which month half was reached, and what share came since; "" for few.

    It says "half" only where the share, counted from the first day of that month, rounds to that:
    many designations on one day can carry it far beyond.
    """
    if cumulative.empty or cumulative["total"].iloc[-1] < FEW:
        return ""
    total = cumulative["total"].iloc[-1]
    # The first date by which more than half stood: half or more came on it or later.
    half = cumulative.loc[cumulative["total"] > total / 2, "date"].iloc[0]
    before = cumulative.loc[cumulative["date"] < half.replace(day=1), "total"].max()
    share = 1 - (0 if pd.isna(before) else before) / total
    if share == 1:
        return ""
    if round(share * 100) == 50:
        sentence = _("Half of the designations came since {month}")
    else:
        sentence = _("{share} of the designations came since {month}")
    return sentence.format(share=locale.percent(share), month=locale.month(half))


def countries_finding(counts: pd.Series) -> str:
    """Which country has most, and its share; "" for few, or for a tie."""
    ranked = counts.drop(index="unknown", errors="ignore")
    if counts.sum() < FEW or len(ranked) < 2 or ranked.iloc[0] == ranked.iloc[1]:
        return ""
    return _("{country}: {share} of them ({count} of {total})").format(
        country=label("country", str(ranked.index[0])),
        share=locale.percent(ranked.iloc[0] / counts.sum()),
        count=locale.number(int(ranked.iloc[0])),
        total=locale.number(int(counts.sum())),
    )


def timeline_alt(counts: pd.DataFrame, period: Period) -> str:
    """A description of the bars over time."""
    totals = counts.groupby("period")["count"].sum()
    if totals.empty:
        return _("Bar chart without a dated designation.")
    if int((totals == totals.max()).sum()) == 1:
        sentence = _("Bar chart of designations from {first} to {last}; most in {peak}: {count}.")
    else:
        sentence = _(
            "Bar chart of designations from {first} to {last}; at most {count} in one period."
        )
    return sentence.format(
        first=period_label(totals.index[0], period),
        last=period_label(totals.index[-1], period),
        peak=period_label(pd.Timestamp(str(totals.idxmax())), period),
        count=locale.number(int(totals.max())),
    )


def growth_alt(cumulative: pd.DataFrame) -> str:
    """A description of the cumulative curve."""
    if cumulative.empty:
        return _("Rising curve without a dated designation.")
    return _("Rising curve from {first} to {last}, ending at {total} designations.").format(
        first=locale.day(cumulative["date"].iloc[0]),
        last=locale.day(cumulative["date"].iloc[-1]),
        total=locale.number(int(cumulative["total"].iloc[-1])),
    )


def countries_alt(counts: pd.Series) -> str:
    """A description of the bars by country."""
    if counts.empty:
        return _("Bar chart without a designation.")
    return _("Bar chart of designations by country of registration: {most}.").format(
        most=_most(counts, "country")
    )


def categories_alt(counts: pd.Series) -> str:
    """A description of the bars by category."""
    if counts.empty:
        return _("Bar chart without a designation.")
    return _("Bar chart of designations by category: {most}.").format(
        most=_most(counts, "category")
    )


def _most(counts: pd.Series, split: str) -> str:
    return ", ".join(
        f"{label(split, str(value))} {locale.number(int(count))}"
        for value, count in counts.head(3).items()
    )


def strip_alt(events: pd.DataFrame, articles: pd.Series, *, name: str) -> str:
    """A description of an organization's strip."""
    dates = ", ".join(
        f"{row['label']} {locale.day(row['date'])}" for row in events.to_dict("records")
    )
    written = ngettext("{n} dated article", "{n} dated articles", int(articles.notna().sum()))
    return _("Time strip of {name}: {events}.").format(
        name=name, events=", ".join(part for part in (dates, written) if part)
    )
