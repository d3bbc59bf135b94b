"""The document of a year as one page of HTML: to read on any screen, to print on A4. Looks like the page of the scorecard."""

from __future__ import annotations

from lbedu.directive.model import Language
from lbedu.handbook.content import Handbook
from lbedu.templates import page


def render(book: Handbook, lang: Language) -> str:
    """The page, which needs nothing but itself."""
    parts = ("lbedu.handbook", "lbedu.reporters.webpage")
    return page(parts, "handbook.html", lang, ("ground.css", "handbook.css"), book=book)
