"""What somebody would send who wants to break the site, mislead its readers or run code in their pages.

`SENTINEL` stands in every piece of markup: an element or an attribute of that name in what the site
answers means that text became markup, and a property of that name of `window` that a script ran.
"""

from __future__ import annotations

SENTINEL = "ursentinel"

MARKUP = (
    f"<script>window.{SENTINEL}=1</script>",
    f"</script><script>window.{SENTINEL}=1</script>",
    f"<img src=x onerror=window.{SENTINEL}=1>",
    f'"><{SENTINEL} {SENTINEL}=1>',
    f"'><svg onload=window.{SENTINEL}=1>",
    f'" onmouseover="window.{SENTINEL}=1" {SENTINEL}="',
    f"</title></textarea></noscript></style><{SENTINEL}>",
    f"<!--><{SENTINEL}>-->",
    f"<![CDATA[<{SENTINEL}>]]>",
    f"<iframe srcdoc='<script>parent.{SENTINEL}=1</script>'></iframe>",
    f"<math><mtext><table><mglyph><style><img src=x onerror=window.{SENTINEL}=1>",
    f"<form action=javascript:window.{SENTINEL}=1><button>x</button></form>",
    f"<a href='https://evil.example/{SENTINEL}'>x</a><br><b {SENTINEL}>x</b>",
    f"<style>*{{background:url(//evil.example/{SENTINEL})}}</style>",
    f"&lt;{SENTINEL}&gt;&#60;{SENTINEL}&#62;&#x3c;{SENTINEL}>",
    f"＜{SENTINEL}＞",
    f"<\x00{SENTINEL}>",
    "{{ 7*7 }}{% raw %}{0.__class__}%(x)s%n${7*7}#{7*7}",
)
LINKS = (
    f"javascript:window.{SENTINEL}=1",
    f"JaVaScRiPt:window.{SENTINEL}=1",
    f"java\tscript:window.{SENTINEL}=1",
    f"\x01javascript:window.{SENTINEL}=1",
    f"data:text/html,<script>window.{SENTINEL}=1</script>",
    f"vbscript:window.{SENTINEL}=1",
    "//evil.example/x",
    "/\\evil.example",
    "https:evil.example",
    "http://[::1",
    "https://user:pass@evil.example@good.example/",
)
MARKDOWN = (
    f"[x](javascript:window.{SENTINEL}=1)",
    "![x](https://evil.example/pixel.png)",
    "[x]: https://evil.example\n[x]",
    "<https://evil.example>",
    "# heading\n- item\n> quote\n```\ncode\n```",
    "|a|b|\n|-|-|\n|1|2|",
    "**bold** _it_ ~~no~~ `code`",
    "[^1]\n\n[^1]: note",
)
SHORTCODES = (
    "$\\href{javascript:1}{x}$",
    "$$\\frac{1}{0}$$",
    "$E=mc^2$ and $x$",
    ":red[alarm]",
    ":red-background[alarm]",
    ":rainbow[alarm]",
    ":material/warning:",
    ":streamlit:",
    ":smile: :+1:",
    ":small[x] :blue-badge[x] <- -> >=",
)
FORMULAS = (
    "=1+1",
    '=HYPERLINK("https://evil.example","x")',
    "=cmd|' /C calc'!A0",
    "+1+1",
    "-1+1",
    "@SUM(1)",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    "\x00=1+1",
    "＝1+1",
    "＋1",
    "－1",
    "＠x",
    "x;=1+1",
    'x";=1+1;"',
    "x,=1+1",
    '","=1+1","',
    "x\n=1+1",
    "x\t=1+1",
    "'=1+1",
    '"',
)
CONTROLS = (
    "\x00",
    "a\x00b",
    "\x01\x02\x07\x08\x0b\x0c\x0e\x1b[31m\x7f\x80\x85\x9f",
    "\ufffe\uffff\ufdd0",
    "\u2028\u2029",
    "line\nline\r\nline\rline",
    "a\r\nSet-Cookie: x=1\r\n\r\n<html>",
    "%0d%0aSet-Cookie:%20x=1",
)
BIDI = (
    "\u202edetsil ton",
    "\u202ax\u202by\u202cz\u202d",
    "\u2066x\u2067y\u2068z\u2069",
    "\u200e\u200f\u061c",
    "\u200b\u200c\u200d\u2060\ufeff\u00ad",
    "not listed\u202e",
    "م\u0331\u0332" * 5,
)
TRAVERSALS = (
    "..",
    "../../../../etc/passwd",
    "..%2f..%2f..%2fetc%2fpasswd",
    "%2e%2e/%2e%2e/etc/passwd",
    "..%252f..%252fetc%252fpasswd",
    "..\\..\\windows\\win.ini",
    "....//....//etc/passwd",
    "/etc/passwd",
    "//etc/passwd",
    "file:///etc/passwd",
    "%00",
    "x%00.png",
    "%c0%ae%c0%ae/",
    "%ff%fe",
    "~root",
    "CON",
    "." * 300,
    "C:\\x",
    "\\\\evil.example\\share",
)
NUMBERS = (
    "0",
    "-1",
    "-0",
    "1e9",
    "1e999",
    "nan",
    "inf",
    "٢٠٢٢",
    "²",
    "２０２２",
    "0x7e6",
    "1_0",
    "9" * 25,
    "9" * 5000,
    "2147483648",
    "9223372036854775808",
    "2022.0",
    " 2022 ",
    "2022-02-30",
    "0000-00-00",
    "9999-12-31",
    "2024-W01-1",
    "None",
    "null",
    "true",
    "[]",
    "{}",
    "NaN",
)
UNICODE = (
    "\ufdfa" * 200,
    "a" + "\u0301" * 300,
    "ﬀﬃ㎏㍿",
    "İıſß",
    "👩‍👩‍👧‍👦🏳️‍🌈🇷🇺",
    "\U0010ffff\U000e0001\U000e007f",
    "Ꙗ𝕬𝓫𝖈",
    "ａｄｍｉｎ",
    "раураl",
    "\u0000\u0001",
    "中文字符" * 20,
    "\ue000",
)
LARGE = (
    "x" * 1_000_000,
    "я " * 500_000,
    "<b>" * 300_000,
    "\u202e" * 300_000,
    "\n" * 1_000_000,
    " " * 1_000_000,
    "(" * 1_000_000,
    '"' * 1_000_000,
    "a." * 500_000,
)
"""A million characters each."""

SHORT: tuple[str, ...] = (
    *MARKUP, *LINKS, *MARKDOWN, *SHORTCODES, *FORMULAS, *CONTROLS, *BIDI, *TRAVERSALS, *NUMBERS, *UNICODE,
)  # fmt: skip
"""Everything but the large."""

INVALID_UTF8 = (
    b"\xff",
    b"\xc0\xae",
    b"\xed\xa0\x80",
    b"\xf5\x80\x80\x80",
    b"abc\x80",
    b"\xe2\x28\xa1",
    b"\xfe\xff\x00",
    b"\xd0",
)
