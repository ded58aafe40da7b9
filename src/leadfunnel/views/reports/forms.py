"""Sheets to be filled in by hand as one page to print: A4 across, no script, no request."""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256
from pathlib import Path

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from leadfunnel.domain.form import Forms
from leadfunnel.i18n import _, language
from leadfunnel.views.text import visible

FOLDER = Path(__file__).parent
SPARE_ROWS = 8
"""So many empty rows follow for people who are not on the list."""


def forms_page(forms: Forms) -> str:
    """Return the page; everything in it is escaped, and its style is the only one allowed."""
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    environment.filters |= {"visible": visible}
    css = (FOLDER / "forms.css").read_text(encoding="utf-8")
    template = environment.from_string((FOLDER / "forms.html.j2").read_text(encoding="utf-8"))
    return template.render(
        forms=forms,
        language=language(),
        spare=SPARE_ROWS,
        style=Markup(css),  # noqa: S704 - our own file
        style_hash=f"sha256-{b64encode(sha256(css.encode()).digest()).decode()}",
        made_by=_("Made by leadfunnel. This page loads nothing and sends nothing."),
    )
