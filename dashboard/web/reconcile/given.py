"""The parameters of the service."""

from __future__ import annotations

from dashboard import locale
from dashboard.asking.filters import LONGEST_QUERY
from dashboard.names.matching import LONGEST
from dashboard.web.parameters import Parameter
from dashboard.web.reconcile.properties import PROPERTIES
from dashboard.web.reconcile.types import TYPES

CALLBACK = Parameter(
    "callback",
    "The name of a function that the answer calls (JSONP): letters, digits, `_`, `$` and dots.",
    {
        "type": "string",
        "maxLength": 100,
        "pattern": r"^[A-Za-z_$][A-Za-z0-9_$]*(?:\.[A-Za-z_$][A-Za-z0-9_$]*)*$",
    },
)
LANGUAGE = Parameter(
    "lang",
    "Language of names and descriptions; without it, that of `Accept-Language`.",
    {"type": "string", "enum": list(locale.languages())},
)
QUERIES = Parameter("queries", "A batch of queries, as JSON.", {"type": "string", "maxLength": LONGEST_QUERY})  # fmt: skip
EXTEND = Parameter("extend", "A data extension query, as JSON.", {"type": "string", "maxLength": LONGEST_QUERY})  # fmt: skip
PREFIX = Parameter("prefix", "What was typed so far.", {"type": "string", "maxLength": LONGEST, "default": ""})  # fmt: skip
CURSOR = Parameter("cursor", "How many suggestions to pass over.", {"type": "integer", "minimum": 0, "maximum": LONGEST_QUERY, "default": 0})  # fmt: skip
ID = Parameter("id", "The id of an organization.", {"type": "string", "maxLength": LONGEST})
TYPE = Parameter("type", "The type for whose entities properties are proposed.", {"type": "string", "enum": list(TYPES)})  # fmt: skip
LIMIT = Parameter("limit", "The most properties.", {"type": "integer", "minimum": 1, "maximum": len(PROPERTIES), "default": len(PROPERTIES)})  # fmt: skip
