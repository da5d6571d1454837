"""Normalize the URL of a page, as phones, feed readers, messengers and search engines write it."""

from __future__ import annotations

import posixpath
import re
import unicodedata
from contextlib import suppress
from urllib.parse import parse_qsl, quote, unquote, unquote_to_bytes, urlencode, urlsplit

_TRACKING_FAMILIES = (
    "utm_", "mtm_", "pk_", "piwik_", "matomo_", "hsa_", "ga_", "ns_", "at_", "fb_", "hmb_", "guce_",
    "mkt_", "oly_", "itm_", "stm_", "elq", "mc_", "_hs", "__hs", "__xts__", "__cft__", "__tn__", "vero_",
    "li_fat_", "yandex_", "wt_", "dm_i",
)  # fmt: skip
_TRACKERS = frozenset(
    [
        "fbclid",
        "gclid",
        "gclsrc",
        "gbraid",
        "wbraid",
        "dclid",
        "yclid",
        "ysclid",
        "yadclid",
        "msclkid",
        "twclid",
        "ttclid",
        "irclickid",
        "qclid",
        "wickedid",
        "clickid",
        "clid",
        "rb_clickid",
        "epik",
        "srsltid",
        "s_kwcid",
        "sc_cid",
        "cid",
        "s_cid",
        "ocid",
        "cmp",
        "cmpid",
        "ito",
        "smid",
        "smtyp",
        "xtor",
        "spm",
        "trk",
        "trkinfo",
        "trkcampaign",
        "tpcc",
        "taid",
        "openstat",
        "_openstat",
        "_ga",
        "_gl",
        "_gac",
        "_kx",
        "_branch_match_id",
        "_bta_tid",
        "__s",
        "__twitter_impression",
        "igsh",
        "igshid",
        "mibextid",
        "sfnsn",
        "rdid",
        "share",
        "shareid",
        "share_id",
        "share_from",
        "share_type",
        "share_source",
        "share_token",
        "share_uuid",
        "si",
        "ved",
        "usg",
        "sxsrf",
        "ref",
        "ref_src",
        "ref_url",
        "ref_source",
        "referer",
        "referrer",
        "rss",
        "from",
        "source",
        "feature",
        "guccounter",
        "erid",
        "roistat",
        "admitad_uid",
        "frommail",
        "soc_src",
        "soc_trk",
        "nr_email_referer",
        "nocache",
        "no_cache",
        "phpsessid",
        "jsessionid",
        "sid",
        "print",
        "printable",
        "print_version",
    ]
)
"""Tracking parameters, and prefixes of such."""
_NUMBERED = {"from", "source", "sid", "share", "si", "ref", "rss", "cid"}
"""Tracking parameters that identify content if their value is a number."""
_VARIANTS = {
    "amp": {"", "1", "true", "amp"},
    "m": {"", "1", "true"},
    "mobile": {"", "1", "true"},
    "output": {"amp"},
    "outputtype": {"amp"},
    "view": {"amp", "mobile"},
    "mode": {"amp"},
    "format": {"amp"},
    "single": {""},
}
"""Parameters that request another edition of the same page."""
_EDITIONS = {"www", "m", "mobile", "amp", "wap", "touch", "pda"}
"""Host name labels of editions for other devices."""
_HOSTS = {
    "telegram.me": "t.me", "telegram.dog": "t.me", "twitter.com": "x.com", "vk.ru": "vk.com",
    "web.facebook.com": "facebook.com", "mbasic.facebook.com": "facebook.com",
    "old.reddit.com": "reddit.com", "np.reddit.com": "reddit.com",
    "youtube-nocookie.com": "youtube.com", "music.youtube.com": "youtube.com",
}  # fmt: skip
_REDIRECTORS = {
    "google.com/url": ("q", "url"), "l.facebook.com/l.php": ("u",), "lm.facebook.com/l.php": ("u",),
    "vk.com/away.php": ("to",), "t.me/iv": ("url",), "l.instagram.com": ("u",),
    "away.vk.com/away.php": ("to",), "youtube.com/redirect": ("q",), "out.reddit.com": ("url",),
}  # fmt: skip
_BARE = {"t.me", "x.com", "instagram.com", "tiktok.com"}
"""Sites where the query never identifies a post."""
_INDEX = re.compile(r"^(?:index|default)\.(?:html?|php|aspx?|jsp)$", re.IGNORECASE)
_UNRESERVED = "!$&'()*+,;=:@-._~"


def same_page(url: str) -> str:
    """Normalize a URL, so that all URLs of one page become equal.

    It unifies the scheme, the default port, editions for other devices (`www.`, `m.`, `/amp/`) and
    the encoding
    (percent-encoding, punycode, capitals of the host), and removes tracking parameters (`utm_…`,
    `fbclid` …) and the
    fragment. If the URL is that of a redirector or of an AMP cache, it is replaced by the URL
    inside.

    Args:
        url: A URL, with or without its scheme.

    Returns:
        A text that is equal for every URL of one page; it need not be a working URL.

    Example:
        >>> same_page("https://www.example.org/a/?utm_source=feed#top")
        'http://example.org/a'
    """
    seen = url.strip()
    for _ in range(4):  # redirectors may be nested
        host, path, query, fragment = _parts(seen)
        inner = _inside(host, path, query) or _video(host, path)
        if inner is None:
            break
        seen = inner
    path, query = _known_site(host, path, query)
    kept = sorted((key, value) for key, value in query if not says_nothing(key, value))
    end = f"?{urlencode(kept)}" if kept and host not in _BARE else ""
    return f"http://{host}{_plain_path(path)}{end}{fragment}"


Query = list[tuple[str, str]]


def _parts(url: str) -> tuple[str, str, Query, str]:
    if "://" not in url.split("?")[0]:
        url = f"http://{url.lstrip('/')}"
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return "", url, [], ""
    host = _plain_host(parts.hostname or "")
    if port not in (None, 80, 443):
        host = f"{host}:{port}"
    # A fragment "#!…" identifies a page that a script shows.
    fragment = f"#{unquote(parts.fragment)}" if parts.fragment.startswith("!") else ""
    # A URL that was copied from HTML has "&amp;" instead of "&".
    query = parse_qsl(parts.query.replace("&amp;", "&"), keep_blank_values=True)
    return (
        host,
        re.sub(r";(?:jsessionid|phpsessid|sid)=[^/]*", "", parts.path, flags=re.I),
        query,
        fragment,
    )


def _plain_host(host: str) -> str:
    host = unicodedata.normalize("NFKC", host).rstrip(".").casefold()
    with suppress(UnicodeError):  # not a valid domain name: compare it unchanged
        host = host.encode("idna").decode("ascii")
    labels = host.split(".")
    # Never remove the last two labels, as in m.org.
    while len(labels) > 2 and labels[0] in _EDITIONS:
        labels = labels[1:]
    # en.m.wikipedia.org
    if len(labels) > 3 and labels[1] in ("m", "mobile", "amp"):
        del labels[1]
    host = ".".join(labels)
    return _HOSTS.get(host, host)


def _inside(host: str, path: str, query: Query) -> str | None:
    """Return the target of a redirector's or cache's URL; None for any other URL."""
    # https://example-org.cdn.ampproject.org/c/s/example.org/a, https://www.google.com/amp/s/example.org/a
    if host.endswith(".ampproject.org"):
        found = re.match(r"^/(?:c|v|i|wp)/(?:s/)?([^/]+\..+)$", path)
    elif re.fullmatch(r"google(?:\.[a-z]{2,3}){1,2}", host):
        found = re.match(r"^/amp/(?:s/)?([^/]+\..+)$", path)
    elif host.endswith(".turbopages.org"):
        found = re.match(r"^/(?:turbo/)?([^/]+\.[^/]+)(?:/[shn])?(/.*)$", path)
        if found:
            return f"http://{found[1]}{found[2]}"
    else:
        found = None
    if found:
        end = f"?{urlencode(query)}" if query else ""
        return f"http://{found[1]}{end}"
    keys = _REDIRECTORS.get(f"{host}{path.rstrip('/')}") or (
        _REDIRECTORS.get("google.com/url")
        if re.fullmatch(r"google(?:\.[a-z]{2,3}){1,2}", host) and path == "/url"
        else None
    )
    for key, value in query:
        if keys and key in keys and "." in value:
            return value
    return None


def _known_site(host: str, path: str, query: Query) -> tuple[str, Query]:
    """Normalize path and query of sites with several forms of URLs."""
    if host == "t.me":
        # The web view of a channel, and a post in it.
        path = re.sub(r"^/s/", "/", path)
        return path.casefold() if re.fullmatch(r"/[\w]+(?:/\d+)?/?", path) else path, query
    if host == "youtube.com" and path.rstrip("/") == "/watch":
        return path, [each for each in query if each[0] == "v"]
    return path, query


def _video(host: str, path: str) -> str | None:
    """Return the normalized path of a YouTube video; None for any other URL."""
    if host == "youtu.be":
        found = re.match(r"^/([\w-]{6,})", path)
    elif host == "youtube.com":
        found = re.match(r"^/(?:embed|shorts|live|v|e)/([\w-]{6,})", path)
    else:
        found = None
    return f"http://youtube.com/watch?v={found[1]}" if found else None


def says_nothing(key: str, value: str) -> bool:
    """Return whether a parameter is only for tracking and does not identify a page.

    Args:
        key: Its name, such as ``utm_source``.
        value: Its value.
    """
    name = key.casefold()
    if value.casefold() in _VARIANTS.get(name, ()):
        return True
    if name in _NUMBERED and value.isdigit() and len(value) < 9:
        return False
    return name in _TRACKERS or name.startswith(_TRACKING_FAMILIES)


def _plain_path(path: str) -> str:
    segments = [_plain_segment(each) for each in path.split("/")]
    segments = [each for each in segments if each and each.casefold() != "amp"]
    if segments:
        segments[-1] = re.sub(r"\.amp(?=\.s?html?$|$)", "", segments[-1], flags=re.IGNORECASE)
        if _INDEX.match(segments[-1]):
            segments.pop()
    plain = posixpath.normpath("/" + "/".join(segments))
    return "" if plain in ("/", "//") else "/" + plain.lstrip("/")


def _plain_segment(segment: str) -> str:
    content = unquote_to_bytes(segment.encode("utf-8", "surrogatepass"))
    with suppress(UnicodeDecodeError):  # not UTF-8: compare the bytes
        content = unicodedata.normalize("NFC", content.decode("utf-8")).encode("utf-8")
    return quote(content, safe=_UNRESERVED)
