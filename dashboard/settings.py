"""Read all environment variables; docs/settings.md lists them."""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from urllib.parse import urlsplit

_PACKAGE = Path(__file__).resolve().parent

REGISTER_MIRROR = "https://raw.githubusercontent.com/ITSalt/ru-registries-mirror/main/index.json"
"""The index of the public mirror that copies the official register every day and can be reached
from outside Russia."""


class SettingError(ValueError):
    """A variable has an invalid value; the message names it and the valid values."""


@dataclass(frozen=True)
class Setting:
    """One environment variable.

    Attributes:
        name: Its name.
        default: A description of its default.
        meaning: What it does, in a sentence.
    """

    name: str
    default: str
    meaning: str


SETTINGS = (
    Setting("DASHBOARD_DATA", "the bundled dataset", "The folder of the data package to serve."),
    Setting("DASHBOARD_URL", "the `Host` header of each request", "The public address of the site, such as `https://example.org/register`. Its path is the base path of every page, link, share page and feed. Set it on every public site, because a client can send any `Host` header."),
    Setting("DASHBOARD_CACHE", "a temporary folder", "The cache folder for bulk files, which are made once for each version of the data, and for a snapshot of the prepared tables, with which further processes start in a tenth of the time; the command `check` caches its index of names there. Several instances can share the folder. Protect it: anybody who can write to it can change what the site serves."),
    Setting("DASHBOARD_CHECK_RATE", "60", "How many requests to `/api/v1/check` one network (an IPv4 address, or the /64 of an IPv6 address) may make per minute; `0` for no limit."),
    Setting("DASHBOARD_CHECK_SECONDS", "40", "How many CPU seconds the checks of one network may take per minute; `0` for no limit. A list of 50,000 names takes about 30."),
    Setting("DASHBOARD_MAX_BODY", "262144", "The largest body of a request to the API, in bytes."),
    Setting("DASHBOARD_HSTS", "31536000", "For how many seconds browsers must use TLS (HSTS) after a visit by TLS; `0` sends no such header."),
    Setting("DASHBOARD_REGISTER_URL", "nothing is fetched", "The source from which a running site fetches the official register once a day: `mirror` for the public mirror, or any `https://` URL of the register (XLSX, CSV, JSON, or a mirror's index). `update --from mirror` reads it too. Without it the site sends no requests."),
    Setting("DASHBOARD_CONTACT", "the project's security page", "The operator's contact for corrections and vulnerability reports: an `https:` or `mailto:` address. It appears in `/.well-known/security.txt` and on the page “What it means”, as the way to report an error without an account; without it that page says that there is no such address."),
    Setting("DASHBOARD_OPERATOR", "no name", "The name of the site's operator on the page “What it means”."),
    Setting("DASHBOARD_LEAVE_URL", "https://www.wikipedia.org/", "The neutral page to which “Leave quickly” leads."),
    Setting("DASHBOARD_LOG", "json", "The format of the log: `json`, one object per line, or `text`."),
)  # fmt: skip
"""Every variable that the code reads."""


def _text(name: str) -> str:
    return os.environ.get(name, "").strip()


def _number(name: str) -> int:
    default = next(setting.default for setting in SETTINGS if setting.name == name)
    text = _text(name) or default
    if not (text.isascii() and text.isdigit() and len(text) < 12):
        raise SettingError(
            f"{name} is {text!r}: give a whole number, or leave it out for {default}."
        )
    return int(text)


def data_directory() -> Path:
    """Return the folder of the data package to serve.

    ``DASHBOARD_DATA`` names any package with the same schema; the default is the dataset of the
    checkout or, if installed, that of the wheel.

    Returns:
        The folder. It may be missing, which `load_catalog` reports.
    """
    if chosen := os.environ.get("DASHBOARD_DATA"):
        return Path(chosen).expanduser()
    carried = _PACKAGE / "_data"
    return carried if carried.is_dir() else _PACKAGE.parent / "data"


def public_url() -> str | None:
    """Return the public address of this host (``https://example.org``) from ``DASHBOARD_URL``, or None.

    The path is left out (see `base_path`). Needed behind a proxy that does not forward the host;
    the default is the host that the browser sends.

    Raises:
        SettingError: It is not a valid address.
    """
    given = _text("DASHBOARD_URL")
    if not given:
        return None
    parts = urlsplit(given)
    if parts.scheme not in ("http", "https") or not parts.netloc or parts.query or parts.fragment:
        raise SettingError(
            f"DASHBOARD_URL is {given!r}: give an address such as https://example.org/register."
        )
    return f"{parts.scheme}://{parts.netloc}"


def base_path() -> str:
    """Return the path below which the site lives: "" or "/register", from ``DASHBOARD_URL``.

    Streamlit's own ``STREAMLIT_SERVER_BASE_URL_PATH`` takes precedence.
    """
    return _base_path(_text("STREAMLIT_SERVER_BASE_URL_PATH"), _text("DASHBOARD_URL"))


@lru_cache(2)
def _base_path(option: str, url: str) -> str:
    # Cached, because a page has hundreds of links.
    path = (option or urlsplit(url).path).strip("/")
    return f"/{path}" if path else ""


def serve_below(path: str) -> None:
    """Override the base path, if an option of Streamlit sets another."""
    os.environ["STREAMLIT_SERVER_BASE_URL_PATH"] = path


def cache_directory() -> Path | None:
    """Return the cache folder; None for a temporary one."""
    given = _text("DASHBOARD_CACHE")
    return Path(given).expanduser() if given else None


def register_url() -> str | None:
    """Return the URL from which to fetch the official register.

    Returns:
        The URL, for ``mirror`` that of the public mirror; None if nothing is to be fetched.

    Raises:
        SettingError: The URL is invalid or not allowed.
    """
    given = _text("DASHBOARD_REGISTER_URL")
    if not given:
        return None
    if given == "mirror":
        return REGISTER_MIRROR
    parts = urlsplit(given)
    own = parts.scheme == "http" and parts.hostname in ("127.0.0.1", "::1", "localhost")
    if not parts.hostname or "@" in parts.netloc or not (parts.scheme == "https" or own):
        raise SettingError(
            f"DASHBOARD_REGISTER_URL is {given!r}: give mirror, or an address such as "
            "https://example.org/register.json."
        )
    return given


def register_copies() -> Path:
    """Return the folder in which fetched registers are cached with their ETags."""
    chosen = cache_directory()
    return chosen / "register" if chosen else Path.home() / ".cache" / "undesirable-register"


def check_rate() -> int:
    """Return how many requests to `/api/v1/check` a network may make per minute; 0 for no limit.

    Raises:
        SettingError: It is not a whole number.
    """
    return _number("DASHBOARD_CHECK_RATE")


def check_seconds() -> int:
    """Return the CPU seconds that checks of one network may take per minute; 0 for no limit.

    Raises:
        SettingError: It is not a whole number.
    """
    return _number("DASHBOARD_CHECK_SECONDS")


def max_body() -> int:
    """Return the maximum size of a request body of the API, in bytes.

    Raises:
        SettingError: It is not a whole number.
    """
    return _number("DASHBOARD_MAX_BODY")


def hsts_seconds() -> int:
    """Return the seconds for which browsers must insist on TLS; 0 sends no header.

    Raises:
        SettingError: It is not a whole number.
    """
    return _number("DASHBOARD_HSTS")


def _address(name: str, default: str, schemes: tuple[str, ...]) -> str:
    given = _text(name) or default
    parts = urlsplit(given)
    if (
        parts.scheme not in schemes
        or not (parts.netloc or parts.scheme == "mailto")
        or any(character.isspace() or not character.isprintable() for character in given)
    ):
        begins = " or ".join(f"{scheme}:" for scheme in schemes)
        raise SettingError(f"{name} is {given!r}: give an address that begins with {begins}.")
    return given


def contact() -> str:
    """Return the contact for corrections and vulnerability reports.

    Raises:
        SettingError: It is not an `https:` or `mailto:` address.
    """
    default = "https://github.com/undesirable-register/undesirable-register/security"
    return _address("DASHBOARD_CONTACT", default, ("https", "mailto"))


def corrections() -> str | None:
    """Return the contact for error reports of readers; None if the operator set none.

    Raises:
        SettingError: It is not an `https:` or `mailto:` address.
    """
    return contact() if _text("DASHBOARD_CONTACT") else None


def operator() -> str:
    """Return the name of the site's operator; "" if none is set."""
    return _text("DASHBOARD_OPERATOR")


def leave_url() -> str:
    """Return the address of the neutral page to which "Leave quickly" leads.

    Raises:
        SettingError: It is not an `https:` address.
    """
    return _address("DASHBOARD_LEAVE_URL", "https://www.wikipedia.org/", ("https",))


def verify() -> None:
    """Validate every setting.

    Raises:
        SettingError: A setting is invalid.
    """
    for read in (
        public_url,
        base_path,
        check_rate,
        check_seconds,
        max_body,
        hsts_seconds,
        register_url,
        log_format,
        contact,
        leave_url,
    ):
        read()


def log_format() -> str:
    """Return the format of the log: json or text.

    Raises:
        SettingError: It is neither.
    """
    given = _text("DASHBOARD_LOG") or "json"
    if given not in ("json", "text"):
        raise SettingError(f"DASHBOARD_LOG is {given!r}: give json or text.")
    return given
