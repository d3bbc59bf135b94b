"""Markdown as GitHub and GitLab show it: tables and lists of plain text, in which nothing is markup, a link or a mention."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from lbedu.wording import all_harmless

_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "|": "&#124;"}
_MARKUP = re.compile(r"[\\`*_\[\]~&<>|]")
_REFERENCE = re.compile(
    r"[!#&](?=[0-9])|[@$%*^~](?=[\w\"'])|:(?=//|[\w+-]+:)|(?<=www)\.|(?<=mailto):|(?<=xmpp):", re.IGNORECASE
)
"""What forges make mentions, references, emojis, formulas and links of, in the text that is left when all markup is gone."""


def plain(text: str) -> str:
    """A text that shows as it is, in a table or behind other text of its line; whatever ends a line becomes a space."""
    shown = " ".join(all_harmless(text).split())
    found, at = [], 0
    for sign in _REFERENCE.finditer(shown):
        found += [_marked(shown[at : sign.start()]), f"<span>{_marked(sign[0])}</span>"]
        at = sign.end()
    return "".join([*found, _marked(shown[at:])])


def _marked(text: str) -> str:
    return _MARKUP.sub(lambda sign: _ENTITIES.get(sign[0], "\\" + sign[0]), text)


def item(text: str) -> str:
    """One item of a list, which begins no heading and no list of its own."""
    shown = re.sub(r"^(?=[#+=-])", "\\\\", plain(text))
    return "- " + re.sub(r"^(\d+)(?=[.)])", r"\1\\", shown) + "\n"


def row(cells: Sequence[str]) -> str:
    """One row of a table. A cell of several lines keeps them."""
    return f"| {' | '.join('<br>'.join(plain(line) for line in cell.split(chr(10))) for cell in cells)} |\n"


def head(titles: Sequence[str]) -> str:
    """The head of a table."""
    return row(titles) + f"| {' | '.join('---' for _ in titles)} |\n"


def table(titles: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A whole table."""
    return head(titles) + "".join(row(cells) for cells in rows)
