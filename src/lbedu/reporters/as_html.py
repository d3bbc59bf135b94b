"""Reporter `html`: the scorecard as one page to look at, which needs no network. The only door to jinja2."""

from __future__ import annotations

import base64
import hashlib
from importlib.resources import files

from jinja2 import Environment, FunctionLoader, StrictUndefined

from lbedu import __version__
from lbedu.phrases import OUTCOMES, problems_text
from lbedu.reporters import Style
from lbedu.reporters.lines import MARKS, SEVERITIES
from lbedu.reporters.webpage.bars import STEPS
from lbedu.reporters.webpage.content import Content
from lbedu.scorecard import Scorecard
from lbedu.wording import whole

_PARTS = files("lbedu.reporters.webpage") / "parts"


def render(card: Scorecard, style: Style) -> str:
    """The page as HTML. Every text is escaped by the template; no script or style but its own may run, by their digests."""
    lang = style.lang
    environment = Environment(
        loader=FunctionLoader(_part),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.globals.update(
        say=lambda vi, en: vi if lang == "vi" else en,
        whole=lambda number: whole(number, lang),
        lang=lang,
        outcomes={name: words[lang] for name, words in OUTCOMES.items()},
        marks=MARKS,
        severities={name: words[lang] for name, words in SEVERITIES.items()},
        steps=STEPS,
    )
    page = Content(card, lang)
    css, script = _part("page.css"), _part("page.js")
    return environment.get_template("page.html").render(
        page=page,
        carded={one.known.number for one in page.cards},
        card=card,
        directive=card.directive.file,
        problems_text=problems_text(card, lang),
        version=__version__,
        css=css,
        script=script,
        css_digest=_digest(css),
        script_digest=_digest(script),
    )


def _part(name: str) -> str:
    return (_PARTS / name).read_text(encoding="utf-8")


def _digest(text: str) -> str:
    """As a Content-Security-Policy names what it allows."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")
