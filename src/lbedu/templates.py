"""Pages from templates: every text is escaped, and nothing runs but what a page holds. The only door to jinja2."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from importlib.resources import files
from importlib.resources.abc import Traversable

from jinja2 import Environment, FunctionLoader, StrictUndefined

from lbedu import __version__
from lbedu.wording import Language, whole


def page(
    parts: Sequence[str], template: str, lang: Language, styles: Sequence[str], script: str = "", **facts: object
) -> str:
    """A page as HTML, from the templates in the folders `parts` of these packages; the first one that has a part, gives it.

    No script or style but its own may run: the page names them by their digests."""

    def part(name: str) -> str:
        return next(file for file in places(name) if file.is_file()).read_text(encoding="utf-8")

    def places(name: str) -> list[Traversable]:
        return [files(package) / "parts" / name for package in parts]

    environment = Environment(
        loader=FunctionLoader(part),
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
        version=__version__,
        digest=_digest,
        css="".join(map(part, styles)),
        script=part(script) if script else "",
    )
    return environment.get_template(template).render(**facts)


def _digest(text: str) -> str:
    """As a Content-Security-Policy names what it allows."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")
