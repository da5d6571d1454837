"""Decode a file of unknown encoding."""

from __future__ import annotations

import codecs
from collections import Counter

from charset_normalizer import from_bytes

from dashboard.locale import gettext as _

_SAMPLE = 200_000
# Encodings of lists besides Unicode.
_ENCODINGS = [
    "cp1251",
    "koi8_r",
    "cp866",
    "cp1252",
    "cp1250",
    "cp1257",
    "cp1254",
    "utf_16",
    "utf_8",
]
_BOMS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_KINDS = (
    (b"%PDF", "PDF"),
    (b"\xd0\xcf\x11\xe0", "XLS"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"\x1f\x8b", "GZIP"),
    (b"Rar!", "RAR"),
    (b"7z\xbc\xaf", "7Z"),
    (b"{\\rtf", "RTF"),
)


class UploadError(ValueError):
    """A file cannot be read; the message says why and what to do, in the reader's language."""


def decode(data: bytes) -> str:
    """Decode a file of any encoding.

    Raises:
        UploadError: The file is not text.
    """
    for start, kind in _KINDS:
        if data.startswith(start):
            raise UploadError(
                _(
                    "This is a {kind} file. Save the list as XLSX, CSV or plain text, or paste it."
                ).format(kind=kind)
            )
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return repaired(data.decode(encoding, errors="replace"))
    if guess := _wide(data):
        return data.decode(guess, errors="replace")
    if data[:_SAMPLE].count(0) > len(data[:_SAMPLE]) // 100:
        raise UploadError(_not_text())
    try:
        return repaired(data.decode("utf-8"))
    except UnicodeDecodeError:
        pass
    if _is_mac_cyrillic(data):
        return data.decode("mac_cyrillic", errors="replace")
    best = from_bytes(data[:_SAMPLE], cp_isolation=_ENCODINGS).best()
    if best is None:
        raise UploadError(_not_text())
    return data.decode(best.encoding, errors="replace")


def repaired(text: str) -> str:
    """Repair a text whose UTF-8 bytes were decoded as Windows-1251, Windows-1252 or Latin-1 (mojibake).

    Args:
        text: Any text; other texts are returned unchanged.

    Example:
        >>> repaired("РњРµРґСѓР·Р°"), repaired("Медуза")
        ('Медуза', 'Медуза')
    """
    if text.isascii():
        return text
    for encoding in ("cp1251", "cp1252", "latin-1"):
        try:
            read = text.encode(encoding, "strict_or_byte").decode("utf-8")
        except UnicodeError:
            continue
        if len(read) < len(text):
            return repaired(read)
    return text


def _byte(error: UnicodeError) -> tuple[bytes, int]:
    """Encode a C1 control character as its own byte, as browsers do."""
    if isinstance(error, UnicodeEncodeError) and 0x80 <= ord(error.object[error.start]) < 0xA0:
        return bytes([ord(error.object[error.start])]), error.start + 1
    raise error


codecs.register_error("strict_or_byte", _byte)


def _is_mac_cyrillic(data: bytes) -> bool:
    """Return whether bytes are in Mac Cyrillic.

    Mac Cyrillic has its lower-case letters at the same bytes as Windows-1251, and its capitals
    where Windows-1251 has rare characters.
    """
    counts = Counter(data[:_SAMPLE])
    if any(counts[byte] for byte in (*range(9), *range(0x0E, 0x20))):
        return False
    capitals = sum(counts[byte] for byte in range(0x80, 0xA0))
    small = sum(counts[byte] for byte in range(0xE0, 0xFF)) + counts[0xDF]
    signs = sum(counts[byte] for byte in range(0xA0, 0xC0)) - counts[0xCA]
    windows_capitals = sum(counts[byte] for byte in range(0xC0, 0xDF) if byte not in (0xC7, 0xC8, 0xCA, 0xD0, 0xD1, 0xD2, 0xD3))  # fmt: skip
    return small > 3 and capitals > 0 and capitals * 2 > small // 20 and (
        windows_capitals < capitals and signs <= capitals
    )  # fmt: skip


def _wide(data: bytes) -> str | None:
    """Decode UTF-16 without a byte order mark, in which every other byte of most letters is 0 or 4."""
    sample = data[: _SAMPLE // 2 * 2]
    if len(sample) < 4 or not sample.count(0):
        return None
    halves = sample[0::2], sample[1::2]
    for encoding, high in (("utf-16-le", halves[1]), ("utf-16-be", halves[0])):
        if high.count(0) + high.count(4) > 0.7 * len(high):
            return encoding
    return None


def _not_text() -> str:
    return _("This is not text in any usual encoding. Save the list as XLSX, or as CSV in UTF-8.")
