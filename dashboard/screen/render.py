"""Markup from templates: Jinja escapes everything, Streamlit's sanitizer looks at it again."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import jinja2
import streamlit as st

from dashboard.asking import address
from dashboard.documents.markup import choice, dated, environment, known, published, rough

__all__ = ["choice", "dated", "known", "markup", "published", "render", "rough"]


@lru_cache
def _environment() -> jinja2.Environment:
    made = environment("dashboard.documents")
    made.globals["asset"] = address.asset
    return made


def markup(template: str, **context: Any) -> str:
    """The markup that a template makes."""
    return _environment().get_template(template).render(**context)


def render(template: str, **context: Any) -> None:
    """Show what a template makes."""
    write(markup(template, **context))


def write(made: str) -> None:
    """Show markup, unless it is blank."""
    if made.strip():
        st.html(made)
