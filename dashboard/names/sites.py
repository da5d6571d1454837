"""Recognize websites, channels and accounts of designated organizations.

Only `sites.csv` determines the owner of a web address; its similarity to a name does not
(insider.com does not belong to
The Insider).
"""

from __future__ import annotations

import html
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

_DOT = r"(?:\.|\[\.\]|\(\.\)|\{\.\}|\[dot\]|\(dot\)|\[точка\]|\u3002)"
_LABEL = r"[^\W_](?:[\w-]{0,61}[^\W_])?"
_HOST = rf"{_LABEL}(?:{_DOT}{_LABEL})*{_DOT}(?:xn--[a-z0-9-]{{2,40}}|[^\W\d_]{{2,24}})"
# A comma or a semicolon ends an address if another one follows.
_SIGN = r"""(?:[^\s<>"«»„“”|\\^`;,]|[;,](?!(?:https?:|www\.)))"""
_REST = rf"(?::\d{{2,5}})?(?:[/?\#]{_SIGN}*)?"
_ADDRESS = re.compile(
    rf"""
    (?P<link>(?:https?|hxxps?|ftp|tg)(?::|\[:\])//{_SIGN}+|(?<![\w:/.])//{_HOST}(?![\w@-]){_REST})
    |(?<![\w@.+-])(?P<mail>[\w.+-]{{1,64}}(?:@|\[at\]|\(at\)){_HOST})(?![\w-])
    |(?<![\w@./-])(?P<bare>{_HOST}(?![\w@-]){_REST})
    |(?<![\w@./-])@(?P<handle>[A-Za-z0-9_](?:[\w.-]{{0,62}}\w)?)
    """,
    re.VERBOSE | re.IGNORECASE,
)
# Every address contains one of these.
_HINT = re.compile(r"\.(?=[^\W\d_]{2})|@|://|\[|\(\.|\(dot|\{\.|\(at|\u3002", re.IGNORECASE)
_SPACE = re.compile(r"\s")
_ATTRIBUTE = re.compile(
    r"""<[a-zA-Z][^<>]*?\b(?:href|src|cite|action|content|data-[\w-]+)\s*=\s*["']?([^\s"'<>]+)"""
)
_END = ".,;:!?…'’*_"
_PAIRS = {")": "(", "]": "[", "}": "{"}
_PREFIXES = ("www.", "m.", "mobile.", "amp.", "web.", "wap.")

_TELEGRAM = {"t.me", "telegram.me", "telegram.dog", "tlgrm.ru", "tgstat.ru", "tgstat.com"}
_NETWORKS = {
    **dict.fromkeys(_TELEGRAM, "telegram"),
    **dict.fromkeys(("youtube.com", "youtube-nocookie.com", "youtu.be"), "youtube"),
    **dict.fromkeys(("x.com", "twitter.com", "nitter.net", "fxtwitter.com", "vxtwitter.com", "xcancel.com"), "x"),
    **dict.fromkeys(("facebook.com", "fb.com", "fb.me"), "facebook"),
    **dict.fromkeys(("instagram.com", "instagr.am"), "instagram"),
    "tiktok.com": "tiktok",
    **dict.fromkeys(("vk.com", "vk.ru", "vkontakte.ru"), "vk"),
}  # fmt: skip
_SKIPPED = {
    "telegram": {"s", "channel", "iv", "share", "joinchat", "addstickers", "proxy", "c"},
    "x": {"i", "home", "search", "hashtag", "intent", "share", "explore"},
    "facebook": {"pg", "people", "pages", "watch", "sharer", "sharer.php", "l.php", "events"},
    "instagram": {"p", "reel", "reels", "stories", "explore", "tv"},
    "vk": {"feed", "away.php", "video", "search"},
}
SHARED = frozenset(
    [
        "blogspot.com",
        "wordpress.com",
        "medium.com",
        "substack.com",
        "github.io",
        "github.com",
        "gitlab.com",
        "tumblr.com",
        "livejournal.com",
        "wixsite.com",
        "weebly.com",
        "notion.site",
        "telegra.ph",
        "linkedin.com",
        "ok.ru",
        "zen.yandex.ru",
        "dzen.ru",
        "soundcloud.com",
        "patreon.com",
        "boosty.to",
        "google.com",
        "docs.google.com",
        "sites.google.com",
        "drive.google.com",
        "archive.org",
        "web.archive.org",
        "appspot.com",
        "cloudfront.net",
        "amazonaws.com",
        "netlify.app",
        "vercel.app",
        "herokuapp.com",
        "screen.pages.dev",
        "wikipedia.org",
        "reddit.com",
        "vimeo.com",
        "apple.com",
        "spotify.com",
        "threads.net",
        "threads.com",
        "bsky.app",
        "bsky.social",
        "discord.gg",
        "linktr.ee",
    ]
) | frozenset(_NETWORKS)
"""Hosts on which anybody can publish, so the host alone identifies no owner."""

# Hosts that show or pass on another address, and the parameters that hold it.
_WRAPPERS = re.compile(
    r"""(?:^|\.)(?:
    google\.[a-z.]{2,6}|googleusercontent\.com|translate\.goog|facebook\.com|vk\.com|vk\.ru|t\.me|
    youtube\.com|yandex\.[a-z]{2,3}|ya\.ru|turbopages\.org|ampproject\.org|bing\.com|duckduckgo\.com|
    twitter\.com|x\.com|linkedin\.com|outlook\.com|proofpoint\.com|urldefense\.com|mail\.ru|
    steamcommunity\.com|instagram\.com|reddit\.com|slack-redir\.net|bingj\.com|microsofttranslator\.com|
    archive\.(?:org|ph|today|is|li|md|fo|vn)|ghostarchive\.org|perma\.cc|12ft\.io|telegra\.ph|
    pocket\.co|getpocket\.com|wa\.me|whatsapp\.com|viber\.com|ok\.ru|href\.li|anonym\.to|
    outline\.com|cachedview\.com|freezepage\.com|webcitation\.org|archive-it\.org
    )$""",
    re.VERBOSE,
)
_PARAMETERS = ("url", "u", "q", "to", "text", "target", "link", "dest", "goto", "href", "a", "redirect")  # fmt: skip
_WITHIN = re.compile(r"(?:^|[/:=])(https?:/{1,2}[^\s]+)$", re.IGNORECASE)
_CARRIED = re.compile(r"^/(?:web/[\w*]+|amp/s|turbo|[a-z]/s|c|s|v3/__|\d{4,14}|o/\w+)/(.+)$")
_DEPTH = 3
_LABELS = 8
"""Maximum number of labels of a host that are compared, from its end."""


@dataclass(frozen=True)
class Site:
    """A web address of the dataset, and its owners.

    Attributes:
        kind: Its kind in `sites.csv`.
        value: The address.
        designation_ids: The designations that publish there.
    """

    kind: str
    value: str
    designation_ids: tuple[str, ...]


@dataclass(frozen=True)
class Sighting:
    """A web address in a text.

    Attributes:
        start: The position of its first character.
        end: The position after its last character.
        site: The matching address of the dataset, or None for an unknown one.
        bare: Whether it is only a host, which may also be a name («Хроники.медиа»).
    """

    start: int
    end: int
    site: Site | None
    bare: bool


class Sites:
    """The addresses of a dataset."""

    def __init__(self, rows: Iterable[tuple[str, str, str]]) -> None:
        """Build the index.

        Args:
            rows: Designation, kind and value of each address, as in `sites.csv`.
        """
        owners: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
        for owner, kind, value in rows:
            owners[kind, _canonical(kind, value)].append(owner)
        self._sites = {
            key: Site(*key, tuple(dict.fromkeys(found))) for key, found in owners.items()
        }
        self._handles: dict[str, Site] = {}
        for (kind, value), site in self._sites.items():
            if kind not in ("domain", "email"):
                self._handles.setdefault(value.removeprefix("@"), site)

    def lookup(self, text: str) -> Site | None:
        """Find the owner of an address.

        Args:
            text: A link, a domain, an e-mail address or a handle, in any form.

        Returns:
            The address of the dataset it belongs to; None if the text is not an address, or not a known one.
        """
        written = text.strip().strip("<>")
        found = _ADDRESS.match(written)
        if found is None or len(written.split()) > 1:
            return None
        return self._read(found, written)[1]

    def find(self, text: str) -> list[Sighting]:
        """Find known and unknown addresses in the order of the text.

        Args:
            text: The visible text, without tags.
        """
        found: list[Sighting] = []
        for each in _addresses(text):
            written, site = self._read(each, each.group())
            bare = bool(each.group("bare")) and not re.search(r"[/?#]", written)
            end = each.start() + len(written)
            found.append(Sighting(each.start(), end, site, bare))
        return found

    def find_linked(self, text: str) -> list[Sighting]:
        """Find the tags of a text that lead to known addresses (`href="…"`)."""
        if "<" not in text:
            return []
        found = []
        for each in _ATTRIBUTE.finditer(text):
            value = html.unescape(each.group(1))
            address = _ADDRESS.match(value)
            site = self._read(address, value)[1] if address else None
            if site:
                found.append(Sighting(each.start(1), each.end(1), site, bare=False))
        return found

    def _read(self, found: re.Match[str], written: str) -> tuple[str, Site | None]:
        """Return an address without the punctuation around it, and its site."""
        trimmed = _trimmed(written)
        # Names of accounts can end in the sign that is emphasis in Markdown: `twitter.com/example_`.
        whole = f"{trimmed}_"
        if written.startswith(whole) and (site := self._of(found, whole)):
            return whole, site
        return trimmed, self._of(found, trimmed)

    def _of(self, found: re.Match[str], written: str) -> Site | None:
        if found.group("handle"):
            return self._handles.get(_folded(written.removeprefix("@")))
        if found.group("mail"):
            host = re.split(r"@|\[at\]|\(at\)", written, flags=re.IGNORECASE)[-1]
            return self._domain(_host(host), "", ("email", "domain"))
        return self._link(written, _DEPTH)

    def _link(self, written: str, depth: int) -> Site | None:
        parts = _split(written)
        if parts is None:
            return None
        host = _host(parts.hostname or "")
        if parts.scheme == "tg":
            name = parse_qs(parts.query).get("domain", [""])[0]
            return self._sites.get(("telegram", _folded(name)))
        if host.endswith(".translate.goog"):
            inner = host.removesuffix(".translate.goog").replace("--", "\0").replace("-", ".")
            return self._domain(_host(inner.replace("\0", "-")), parts.path, ("domain",))
        if depth and (inside := _carried(host, parts)):
            site = self._link(inside, depth - 1)
            if site:
                return site
        if site := self._account(host, parts):
            return site
        return self._domain(host, parts.path, ("domain", "email"))

    def _domain(self, host: str, path: str, kinds: tuple[str, ...]) -> Site | None:
        labels = host.rsplit(".", _LABELS)[-_LABELS:]
        segments = [each for each in unquote(path).casefold().split("/") if each][:3]
        for begin in range(len(labels) - 1):
            domain = ".".join(labels[begin:])
            for taken in range(len(segments), -1, -1):
                value = "/".join([domain, *segments[:taken]])
                if value in SHARED:
                    continue
                for kind in kinds:
                    if site := self._sites.get((kind, value)):
                        return site
        return None

    def _account(self, host: str, parts: SplitResult) -> Site | None:
        network, own = _NETWORKS.get(host), ""
        if network is None:
            own, _, rest = host.partition(".")
            network = "telegram" if rest in _TELEGRAM else None
            if network is None:
                return None
        segments = [own] if own else [each for each in unquote(parts.path).split("/") if each]
        for name in _names(network, segments, parts.query):
            if site := self._sites.get((network, _folded(name))):
                return site
        return None


def account(text: str) -> str:
    """Return the account in a link to a social network or in a handle; "" if there is none.

    Example:
        >>> account("https://t.me/freedom_house/12"), account("@freedomhouse"), account("example.org/a")
        ('freedom_house', 'freedomhouse', '')
    """
    written = text.strip().strip("<>")
    if written.startswith("@"):
        return written[1:]
    parts = _split(written)
    host = _host(parts.hostname or "") if parts else ""
    network = _NETWORKS.get(host)
    if parts is None or network is None:
        return ""
    segments = [each for each in unquote(parts.path).split("/") if each]
    names = [each for each in _names(network, segments, "") if "/" not in each]
    return names[0].removeprefix("@") if names else ""


def is_address(text: str) -> bool:
    """Return whether a text is exactly one address (a link, a domain, an e-mail address, a handle).

    Example:
        >>> is_address("meduza[.]io"), is_address("@meduzalive"), is_address("Human Rights Watch")
        (True, True, False)
    """
    written = text.strip().strip("<>")
    found = _ADDRESS.match(written)
    return bool(found) and not re.search(r"\s", written) and found.end() >= len(_trimmed(written))  # type: ignore[union-attr]


def may_hold_address(text: str) -> bool:
    """Return whether a text has a character that every address contains; a fast precheck."""
    return bool(_HINT.search(text))


def _addresses(text: str) -> Iterator[re.Match[str]]:
    """Yield possible addresses in a text; most words are skipped."""
    after = 0
    for hint in _HINT.finditer(text):
        if hint.start() < after:
            continue
        # Addresses contain no spaces, so search between the surrounding spaces.
        begin = max(after, text.rfind(" ", 0, hint.start()), text.rfind("\n", 0, hint.start()))
        space = _SPACE.search(text, hint.end())
        after = space.start() if space else len(text)
        yield from _ADDRESS.finditer(text, begin, after)


def _names(network: str, segments: list[str], query: str) -> Iterator[str]:
    """Yield the accounts that the path of an address may mean, the likeliest first."""
    skipped = _SKIPPED.get(network, set())
    if network == "youtube":
        if segments and segments[0].startswith("@"):
            yield segments[0]
        elif len(segments) > 1 and segments[0] in ("channel", "c", "user"):
            yield "/".join(segments[:2])
            if segments[0] != "channel":
                yield f"@{segments[1]}"
        elif segments:
            yield f"@{segments[0]}"
        return
    if network == "facebook" and "id" in (asked := parse_qs(query)):
        yield asked["id"][0]
    if network == "vk" and segments and (wall := re.match(r"wall-(\d+)_", segments[0])):
        yield from (f"club{wall[1]}", f"public{wall[1]}")
    if len(segments) > 1:
        yield "/".join(segments[:2])
    for each in segments[:3]:
        if each.casefold() in skipped:
            continue
        yield each.removeprefix("@")
        if network not in ("facebook",):
            return


def _carried(host: str, parts: SplitResult) -> str:
    """Return the address that an archive, a translation, a cache or a redirect passes on; "" if none."""
    path = unquote(parts.path)
    if found := _WITHIN.search(path + (f"?{parts.query}" if parts.query else "")):
        return re.sub(r"^(https?:)/(?!/)", r"\1//", found.group(1))
    if not _WRAPPERS.search(host):
        return ""
    asked = parse_qs(parts.query)
    for key in _PARAMETERS:
        for value in asked.get(key, ()):
            inside = re.sub(r"^cache:(?:[\w-]+:)?", "", value.strip()).partition(" ")[0]
            if _ADDRESS.match(inside):
                return inside
    if found := _CARRIED.match(path):
        rest = found.group(1).removeprefix("s/")
        if _ADDRESS.match(rest):
            return rest
    rest = path.lstrip("/")
    return rest if host.startswith("archive.") and re.match(_HOST, rest, re.IGNORECASE) else ""


def _split(written: str) -> SplitResult | None:
    link = re.sub(_DOT, ".", written, flags=re.IGNORECASE).replace("[:]", ":")
    link = re.sub(r"^hxxp", "http", link, flags=re.IGNORECASE)
    if "://" not in link[:10]:
        link = f"http:{link}" if link.startswith("//") else f"http://{link}"
    try:
        parts = urlsplit(link)
        _ = parts.hostname
    except ValueError:  # a bracket that is not part of an IPv6 address
        return None
    return parts


def _host(host: str) -> str:
    host = re.sub(_DOT, ".", host, flags=re.IGNORECASE).casefold().strip(".")
    if not host.isascii():
        try:
            host = host.encode("idna").decode("ascii")
        except UnicodeError:
            return host
    for prefix in _PREFIXES:
        if host.startswith(prefix) and host.count(".") > 1:
            return host.removeprefix(prefix)
    return host


def _canonical(kind: str, value: str) -> str:
    if kind in ("domain", "email"):
        host, slash, path = value.strip().partition("/")
        return _host(host) + slash + path.casefold().rstrip("/")
    if kind == "youtube" and "/" not in value:
        return f"@{_folded(value).removeprefix('@')}"
    return _folded(value)


def _folded(account: str) -> str:
    return account.strip().strip("/").casefold()


def _trimmed(written: str) -> str:
    """Return an address without the punctuation of the sentence around it."""
    while written:
        last = written[-1]
        if last in _END or (last in _PAIRS and written.count(last) > written.count(_PAIRS[last])):
            written = written[:-1]
        else:
            break
    return written
