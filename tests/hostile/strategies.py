"""Hostile values for Hypothesis: the corpus, pieces of it put together, and anything at all."""

from __future__ import annotations

from urllib.parse import quote, quote_from_bytes, quote_plus

from hypothesis import strategies as st

from dashboard.asking.address import PAGE_KEYS
from dashboard.asking.facets import FACETS
from dashboard.asking.filters import FILTER_KEYS
from tests.hostile import corpus
from tests.support.sample import sample_catalog

_pieces = st.sampled_from(corpus.SHORT)
_anything = st.text(st.characters(codec="utf-8"), max_size=60)
_long = st.builds(lambda piece, times: (piece * times)[:20_000], _pieces, st.integers(2, 2000))


def texts(*, largest: bool = False) -> st.SearchStrategy[str]:
    """Draw text that could be written in UTF-8."""
    mixed = st.lists(st.one_of(_pieces, _anything), min_size=1, max_size=4).map("".join)
    around = st.builds(lambda a, b, c: a + b + c, _anything, _pieces, _anything)
    choices = [_pieces, mixed, around, _anything, _long]
    if largest:
        choices.append(st.sampled_from(corpus.LARGE))
    return st.one_of(choices)


surrogates = st.text(st.characters(categories=["Cs", "Cc", "Lu"]), max_size=12)
"""Text with halves of surrogate pairs, which no encoding can hold."""


def _real(key: str) -> list[str]:
    catalog = sample_catalog()
    if key in ("id", "org"):
        return [*catalog.designations.index[:20], *catalog.articles.index[:20]]
    for facet in FACETS:
        if facet.key == key:
            return list(facet.options(catalog))[:40]
    return {
        "year": ["2015", "2022", "2024"], "day": ["2023-02-07", "2024-02-29"],
        "basis": ["listing", "decision"], "q": ["фонд", "open", "OAR"], "lang": ["en", "ru"],
        "page": ["1", "2"], "sort": ["name", "-articles"], "view": ["list", "table"],
        "by": ["category", "year"], "period": ["month", "year"], "limit": ["1", "5"],
        "offset": ["0", "3"], "embed": ["true", "false"], "chart": ["timeline", "countries"],
        "of": ["articles", "changes", "designations"], "show": ["where", "when"],
    }.get(key, ["x"])  # fmt: skip


KEYS = (*FILTER_KEYS, *PAGE_KEYS, "embed", "embed_options", "limit", "offset", "of")


def values(key: str, *, largest: bool = False) -> st.SearchStrategy[list[str]]:
    """Draw values of a parameter: mostly hostile, some real, some repeated."""
    one = st.one_of(texts(largest=largest), texts(), st.sampled_from(_real(key)))
    many = st.builds(lambda value, n: [value] * n, one, st.integers(1, 40))
    return st.one_of(st.lists(one, min_size=1, max_size=3), many)


@st.composite
def parameters(draw: st.DrawFn, *, largest: bool = False) -> dict[str, list[str]]:
    """Return the parameters of an address: known ones with hostile values, and unknown ones."""
    keys = draw(st.lists(st.one_of(st.sampled_from(KEYS), st.sampled_from(KEYS), texts()), max_size=4))  # fmt: skip
    return {key: draw(values(key, largest=largest)) for key in keys}


@st.composite
def queries(draw: st.DrawFn) -> bytes:
    """Return a query string as bytes: well encoded, badly encoded, or anything."""
    kind = draw(st.integers(0, 5))
    if kind == 0:
        return draw(st.binary(max_size=80))
    pairs = [(k, v) for k, each in draw(parameters()).items() for v in each]
    raw = draw(st.sampled_from(corpus.INVALID_UTF8))
    if kind == 1:
        return b"&".join(k.encode() + b"=" + raw + v.encode()[:200] for k, v in pairs)
    if kind == 2:
        return "&".join(f"{quote(k)}={quote_from_bytes(raw)}{quote(v)}" for k, v in pairs).encode()
    if kind == 3:  # encoded twice
        return "&".join(f"{k}={quote(quote(v))}" for k, v in pairs).encode("utf-8", "replace")
    return "&".join(f"{quote_plus(k)}={quote_plus(v)}" for k, v in pairs).encode()


_HEADERS = (
    "accept", "accept-language", "accept-encoding", "if-none-match", "if-modified-since", "range",
    "content-type", "content-length", "origin", "referer", "cookie", "user-agent", "host",
    "x-forwarded-for", "x-forwarded-proto", "x-forwarded-host", "access-control-request-headers",
    "access-control-request-method", "if-range", "x-http-method-override", "forwarded",
)  # fmt: skip
_STAMPS = (
    "Mon, 01 Jan 99999999999 00:00:00 GMT", "Mon, 01 Jan 0001 00:00:00 +9999", "31 Dec 9999 23:59:59 -2359",
    "Mon, 99 Jan 2024 99:99:99 GMT", "1 Jan", "Thu, 01 Jan 1970 00:00:00 -0000", ",,,", "Mon, 01 Jan 2024",
    "Mon, 1 Jan 2024 00:00:00 +99999999999999999999",
)  # fmt: skip
_ACCEPTS = (
    "*/*", "text/csv;q=nan", "text/csv;q=1e999,*/*;q=-1", "a/b;q=" + "9" * 400, ";;;", "application/json;q=0",
    "," * 4000, "ru;q=nan,en;q=inf", "*", "en-" * 500, "ru-RU,ru;q=0.9,*;q=0", 'W/"x", *', '"' * 3000,
    "bytes=0-0,1-1,2-2", "bytes=-1", "bytes=9-1", "bytes=" + "0-," * 1000, "²", "٣", "-1", "1e9",
)  # fmt: skip


@st.composite
def headers(draw: st.DrawFn) -> list[tuple[bytes, bytes]]:
    """Draw headers as a server passes them on: no line break, and any other byte."""
    chosen = draw(st.lists(st.sampled_from(_HEADERS), max_size=4, unique=True))
    value = st.one_of(
        st.sampled_from(_ACCEPTS).map(lambda t: t.encode()),
        st.sampled_from(_STAMPS).map(lambda t: t.encode()),
        texts().map(lambda t: t.encode()[:3000]),
        st.binary(max_size=40),
    )
    return [
        (name.encode(), draw(value).replace(b"\r", b"").replace(b"\n", b"").replace(b"\x00", b""))
        for name in chosen
    ]


json_values = st.recursive(
    st.one_of(
        st.none(), st.booleans(), st.integers(), st.floats(), texts(), surrogates,
        st.sampled_from([10**400, -0.0, "x" * 30_000]),
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=5), st.dictionaries(st.one_of(texts(), st.sampled_from(["name", "names", "text"])), inner, max_size=4)
    ),
    max_leaves=12,
)  # fmt: skip
"""Any JSON, and some invalid JSON."""
