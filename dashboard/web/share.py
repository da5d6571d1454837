"""`/o/<id>`, `/a/<id>` and `/o/`: the facts as plain pages, and what links to them show."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from typing import Any

import pandas as pd
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from dashboard import locale
from dashboard.asking.address import Site, query
from dashboard.asking.filters import Filters
from dashboard.asking.selection import select_designations
from dashboard.catalog import Catalog, naming
from dashboard.catalog.bodies import entries_text
from dashboard.catalog.reasons import reason
from dashboard.catalog.register_state import register_state
from dashboard.dataset.choices import STANCES
from dashboard.documents.law import CONSEQUENCES
from dashboard.documents.markup import known
from dashboard.documents.meta import Meta
from dashboard.locale import gettext as _
from dashboard.web.api import METHODS, Sync, threaded
from dashboard.web.negotiation import unchanged, validators
from dashboard.web.pages import VARY, html, language, lenient, missing, records
from dashboard.web.preview import draw, preview
from dashboard.web.problems import served_catalog
from dashboard.web.stylesheet import STYLE
from dashboard.web.summaries import (
    article_meta,
    article_preview,
    organization_meta,
    organization_preview,
    selection_meta,
)

_ARTICLES_SHOWN = 40
_KEPT = 500


def routes(site: Site) -> list[BaseRoute]:
    """Return the addresses of the share pages and their previews."""
    return [
        Route(site.path("o"), threaded(_index(site)), methods=METHODS),
        Route(site.path("o/"), threaded(_index(site)), methods=METHODS),
        Route(site.path("o/{id}.png"), threaded(_image(site, "o")), methods=METHODS),
        Route(site.path("a/{id}.png"), threaded(_image(site, "a")), methods=METHODS),
        Route(site.path("preview.png"), threaded(_selection_image(site)), methods=METHODS),
        Route(site.path("o/{id}"), threaded(_page(site, "o")), methods=METHODS),
        Route(site.path("a/{id}"), threaded(_page(site, "a")), methods=METHODS),
        Route(site.path("o/{rest:path}"), threaded(_nowhere(site, "o")), methods=METHODS),
        Route(site.path("a/{rest:path}"), threaded(_nowhere(site, "a")), methods=METHODS),
    ]


def _nowhere(site: Site, kind: str) -> Sync:
    def answer(request: Request) -> Response:
        key = request.path_params["rest"].rstrip("/")
        if request.path_params["rest"] != key and key in _table(served_catalog(), kind).index:
            return RedirectResponse(f"{site.path(kind)}/{key}", 301)
        with locale.using(language(request)):
            return missing(site, request, _missing_title(kind), _missing_text(kind))

    return answer


def _missing_title(kind: str) -> str:
    if kind == "o":
        return _("There is no organization at this address.")
    return _("There is no article at this address.")


def _missing_text(kind: str) -> str:
    return register_state(served_catalog()).holds() if kind == "o" else ""


def _page(site: Site, kind: str) -> Sync:
    def answer(request: Request) -> Response:
        catalog = served_catalog()
        key = request.path_params["id"]
        with locale.using(language(request)):
            if key not in _table(catalog, kind).index:
                return missing(site, request, _missing_title(kind), _missing_text(kind))
            headers = validators(catalog, request, locale.current().code) | VARY
            if same := unchanged(request, headers):
                return same
            make = _organization if kind == "o" else _article
            body = _kept(headers["ETag"], lambda: make(site, request, catalog, key))
            return HTMLResponse(body, headers=headers)

    return answer


_bodies: OrderedDict[str, str] = OrderedDict()
_lock = threading.Lock()


def _kept(tag: str, make: Callable[[], str]) -> str:
    """Return a page from the cache if its tag is the same; crawlers ask for all of them."""
    with _lock:
        if tag in _bodies:
            _bodies.move_to_end(tag)
            return _bodies[tag]
    body = make()
    with _lock:
        _bodies[tag] = body
        while len(_bodies) > _KEPT:
            _bodies.popitem(last=False)
    return body


def _table(catalog: Catalog, kind: str) -> pd.DataFrame:
    return catalog.designations if kind == "o" else catalog.articles


def _image(site: Site, kind: str) -> Sync:
    def answer(request: Request) -> Response:
        catalog = served_catalog()
        key = request.path_params["id"]
        with locale.using(language(request)):
            if key not in _table(catalog, kind).index:
                return missing(site, request, _missing_title(kind), _missing_text(kind))
            headers = validators(catalog, request, locale.current().code) | VARY
            if same := unchanged(request, headers):
                return same
            row = _table(catalog, kind).loc[key]
            body = organization_preview(row) if kind == "o" else article_preview(row)
        return Response(body, media_type="image/png", headers=headers)

    return answer


def _selection_image(site: Site) -> Sync:
    def answer(request: Request) -> Response:
        catalog = served_catalog()
        headers = validators(catalog, request, language(request)) | VARY
        if same := unchanged(request, headers):
            return same
        filters = lenient(request, catalog).within("designations")
        with locale.using(language(request)):
            found = entries_text(select_designations(catalog, filters))
            make = draw if filters.typed else preview  # typed words are not cached
            body = make(
                _("Organizations declared “undesirable” in Russia"),
                found,
                filters.sentence(catalog, "designations") if filters else "",
                (_("register of {date}").format(date=locale.day(catalog.as_of)),),
                _("The Undesirable Register"),
            )
        return Response(body, media_type="image/png", headers=headers)

    return answer


def _frame(site: Site, request: Request, catalog: Catalog, meta: Meta) -> dict[str, Any]:
    return {
        "lang": locale.current().code,
        "meta": meta,
        "home": _link(site, request, ""),
        "style": STYLE,
        "icon": site.path("assets/mark.svg"),
        "version": catalog.version,
        "as_of": catalog.as_of,
    }


def _link(
    site: Site, request: Request, page: str, filters: Filters | None = None, **extra: str
) -> str:
    # A chosen language is kept; a link without `lang` uses the language of its reader.
    lang = locale.current().code if "lang" in request.query_params else ""
    return site.path(page) + query(filters or Filters(), **extra, lang=lang)


def _claims(
    site: Site, request: Request, catalog: Catalog, claims: pd.DataFrame, *, linked: bool
) -> list[dict[str, Any]]:
    articles = catalog.articles
    rows = records(
        claims.assign(
            published=claims["article_id"].map(articles["published"]),
            published_precision=claims["article_id"].map(articles["published_precision"]),
            publisher=claims["article_id"].map(articles["publisher"]),
        )
    )
    for row in rows:
        row["href"] = _link(site, request, f"a/{row['article_id']}") if linked else ""
    return rows


def _organization(site: Site, request: Request, catalog: Catalog, key: str) -> str:
    row = catalog.designations.loc[key]
    mentions = catalog.mentions
    about = mentions[(mentions["designation_id"] == key) & (mentions["role"] == "subject")]
    articles = catalog.articles.loc[about["article_id"]].sort_values(
        ["date", "id"], ascending=[False, True], na_position="last"
    )
    claims = catalog.claims_about
    claims = claims[claims["about"] == key].drop_duplicates(["stance", "speaker", "text"])
    evidence = catalog.evidence
    shown = records(articles.head(_ARTICLES_SHOWN))
    for each in shown:
        each["href"] = _link(site, request, f"a/{each['id']}")
    return html(
        "organization.html",
        **_frame(site, request, catalog, organization_meta(site, request, catalog, row)),
        row=row.to_dict(),
        names=naming.others(row),
        reason=reason(catalog, row),
        accusations=_claims(site, request, catalog, claims[claims["stance"] == "accusation"], linked=True),
        answers=_claims(site, request, catalog, claims[claims["stance"].isin(["defence", "criticism"])], linked=True),
        articles=shown,
        total=len(articles),
        consequences=CONSEQUENCES,
        evidence=records(evidence[evidence["designation_id"] == key]),
        explorer=_link(site, request, "organization", id=key),
        all=_link(site, request, "articles", Filters(org=(key,))),
        json=site.path(f"api/v1/designations/{key}"),
        feed=site.path("feed.xml") + query(Filters(org=(key,)), of="articles"),
    )  # fmt: skip


def _article(site: Site, request: Request, catalog: Catalog, key: str) -> str:
    row = catalog.articles.loc[key]
    mentions = catalog.mentions
    mentions = mentions[mentions["article_id"] == key].sort_values("role", kind="stable")
    organizations = records(catalog.designations.loc[mentions["designation_id"]])
    own = catalog.publishers.at[row["publisher_id"], "designation_id"]
    owned = records(catalog.designations.loc[[own]]) if known(own) else []
    for each in (*organizations, *owned):
        each["href"] = _link(site, request, f"o/{each['id']}")
    claims = catalog.claims
    claims = claims[claims["article_id"] == key]
    sides = [
        (_(stance.label), _claims(site, request, catalog, claims[claims["stance"] == stance.value], linked=False))
        for stance in STANCES
    ]  # fmt: skip
    return html(
        "article.html",
        **_frame(site, request, catalog, article_meta(site, request, catalog, row)),
        row=row.to_dict(),
        own=owned[0] if owned else None,
        sides=sides,
        has_claims=not claims.empty,
        organizations=organizations,
        explorer=_link(site, request, "article", id=key),
        json=site.path(f"api/v1/articles/{key}"),
    )


def _index(site: Site) -> Sync:
    def answer(request: Request) -> Response:
        catalog = served_catalog()
        headers = validators(catalog, request, language(request)) | VARY
        if same := unchanged(request, headers):
            return same
        filters = lenient(request, catalog).within("designations")
        with locale.using(language(request)):
            table = select_designations(catalog, filters)
            rows, count = records(table), entries_text(table)
            for row in rows:
                row["href"] = _link(site, request, f"o/{row['id']}")
            body = html(
                "index.html",
                **_frame(
                    site, request, catalog, selection_meta(site, request, catalog, "o/", filters)
                ),
                heading=filters.sentence(catalog, "designations"),
                rows=rows,
                count=count,
                explorer=_link(site, request, "organizations", filters),
                json=site.path("api/v1/designations") + query(filters),
                csv=site.path("api/v1/designations.csv") + query(filters),
                feed=site.path("feed.xml") + query(filters),
            )
        return HTMLResponse(body, headers=headers)

    return answer
