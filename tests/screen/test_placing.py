"""Charts are made once for all who ask for the same; one that fails harms nothing else."""

import gc
import weakref

from dashboard.catalog import load_catalog
from dashboard.charts import countries, timeline
from tests.screen.test_charts import alts
from tests.support.pages import open_page, open_site, text


def test_a_chart_that_cannot_be_made_says_so_and_the_page_lives(monkeypatch, caplog):
    def broken(*_args, **_options):
        raise ZeroDivisionError("inside")

    monkeypatch.setattr(countries, "figure", broken)
    app = open_page("", q="fund")
    assert "cannot be drawn just now" in text(app)
    assert len(alts(app)) == 3
    assert "Latest designations" in text(app)
    assert "ZeroDivision" not in text(app)
    assert any("could not be rendered" in record.message for record in caplog.records)
    monkeypatch.undo()
    assert len(alts(open_page("", q="fund"))) == 4  # the failure is not remembered


def test_the_same_question_is_counted_once_and_another_anew(monkeypatch):
    made = []
    figure = timeline.figure

    def counted(*args, **options):
        made.append(options["period"])
        return figure(*args, **options)

    monkeypatch.setattr(timeline, "figure", counted)
    for period in ("quarter", "quarter", "month"):
        open_page("", category="media", country="LV", period=period)
    assert made == ["quarter", "month"]


def test_what_a_chart_could_not_use_is_said_each_time():
    for _time in range(2):
        assert "century" in text(open_site(period="century"))


def test_a_replaced_catalog_is_let_go_after_its_pages_were_seen(editor, monkeypatch):
    monkeypatch.setenv("DASHBOARD_DATA", str(editor.directory))
    gone = weakref.ref(load_catalog())
    for path in ("", "organizations", "articles", "charts", "data"):
        open_page(path)
    editor.change("designations", 2, "name", "Alpha Medium")
    open_page("")
    gc.collect()
    assert gone() is None
