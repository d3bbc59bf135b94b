"""Reporter `html`: the scorecard as one page to look at, which needs no network."""

from __future__ import annotations

from lbedu.phrases import OUTCOMES, problems_text
from lbedu.reporters import Style
from lbedu.reporters.lines import MARKS, SEVERITIES
from lbedu.reporters.webpage.bars import STEPS
from lbedu.reporters.webpage.content import Content
from lbedu.scorecard import Scorecard
from lbedu.templates import page


def render(card: Scorecard, style: Style) -> str:
    """The page as HTML."""
    lang = style.lang
    content = Content(card, lang)
    return page(
        ("lbedu.reporters.webpage",),
        "page.html",
        lang,
        ("ground.css", "page.css"),
        "page.js",
        outcomes={name: words[lang] for name, words in OUTCOMES.items()},
        marks=MARKS,
        severities={name: words[lang] for name, words in SEVERITIES.items()},
        steps=STEPS,
        page=content,
        carded={one.known.number for one in content.cards},
        card=card,
        directive=card.directive.file,
        problems_text=problems_text(card, lang),
    )
