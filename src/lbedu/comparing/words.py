"""Two years compared, in words: a page for the terminal, Markdown, JSON."""

from __future__ import annotations

import json
from typing import Any

from lbedu.comparing.aspects import Direction
from lbedu.comparing.indicators import STATUSES, Comparison, Indicator, Link, Status
from lbedu.directive.describe import requirement
from lbedu.directive.directive import Directive, Target
from lbedu.directive.model import Language
from lbedu.reporters.notation import markdown as notation
from lbedu.text_table import Row, text_table

SCHEMA_VERSION = 1
STATUS_WORDS: dict[Status, tuple[str, str]] = {
    "tightened": ("Nâng mức", "Tightened"),
    "loosened": ("Hạ mức", "Loosened"),
    "new": ("Mới", "New"),
    "dropped": ("Bỏ", "Dropped"),
    "not_comparable": ("Không so được", "Not comparable"),
    "unchanged": ("Giữ nguyên", "Unchanged"),
}
LINK_WORDS: dict[Link, tuple[str, str]] = {
    "was": ("theo `was`", "by `was`"),
    "id": ("cùng mã", "same id"),
    "figures": ("cùng số liệu", "same figures"),
}


_WAYS: dict[Direction, tuple[str, str]] = {
    "tighter": (" (chặt hơn)", " (tighter)"),
    "looser": (" (nhẹ hơn)", " (looser)"),
    "other": ("", ""),
    "same": ("", ""),
}


def word(words: tuple[str, str], lang: Language) -> str:
    return words[0 if lang == "vi" else 1]


def headings(found: Comparison, lang: Language) -> list[str]:
    """The columns of the table of indicators."""
    earlier, later = found.earlier.year, found.later.year
    return ["Chỉ tiêu", earlier, later, "Vì sao"] if lang == "vi" else ["Target", earlier, later, "Why"]


def cells(found: Comparison, one: Indicator, lang: Language) -> list[str]:
    """What the table says of one indicator."""
    return [
        name_of(one, lang),
        demand_of(found.earlier, one.before, lang),
        demand_of(found.later, one.after, lang),
        why(one, lang),
    ]


def name_of(one: Indicator, lang: Language) -> str:
    """Its title, the later one where there are two."""
    target = one.after or one.before
    assert target is not None
    return target.spec.title.get(lang)


def demand_of(directive: Directive, target: Target | None, lang: Language) -> str:
    """What a year demands, with the clause: `≥ 58% (clause B.I.2 ¶2)`."""
    if target is None:
        return ""
    clause = f"mục {target.clause}" if lang == "vi" else f"clause {target.clause}"
    return f"{requirement(directive, target.measure, lang)} ({clause})"


def why(one: Indicator, lang: Language) -> str:
    """In what they differ, a piece each; where they pull both ways, with the way of each."""
    directions = {aspect.direction for aspect in one.aspects}
    mixed = one.status == "not_comparable" and directions & {"tighter", "looser"}
    return "; ".join(
        aspect.text(lang) + (word(_WAYS[aspect.direction], lang) if mixed else "") for aspect in one.aspects
    )


def summing_up(found: Comparison, lang: Language) -> str:
    """How many of each kind: `Nâng mức 3 · Hạ mức 0 · …`."""
    counts = [f"{word(STATUS_WORDS[status], lang)} {len(found.of(status))}" for status in STATUSES]
    return f"{found.earlier.year} → {found.later.year}: {' · '.join(counts)}"


def page(found: Comparison, lang: Language, width: int) -> str:
    """For people on a terminal: a table a kind, and how many there are."""
    pieces = [f"{summing_up(found, lang)}\n"]
    for status in STATUSES:
        own = found.of(status)
        if own:
            rows: list[Row] = [headings(found, lang), *(cells(found, one, lang) for one in own)]
            keep = [at for at in range(4) if any(row[at] for row in rows[1:])]
            table = text_table([[row[at] for at in keep] for row in rows], width, [(3, 2, 2, 4)[at] for at in keep])
            pieces.append(f"{word(STATUS_WORDS[status], lang).upper()}: {len(own)}\n{table}")
    return "\n".join(pieces)


def markdown(found: Comparison, lang: Language) -> str:
    """One table of all, in the order of the later year."""
    title = "Kết quả" if lang == "vi" else "Result"
    rows: list[Row] = [[title, *headings(found, lang)]]
    rows += [[word(STATUS_WORDS[one.status], lang), *cells(found, one, lang)] for one in found.indicators]
    return f"{summing_up(found, lang)}\n\n{notation.table(rows[0], rows[1:])}"


def as_json(found: Comparison, lang: Language) -> str:
    """For programs; the words follow the language, which is recorded, keys and ids do not."""
    document = {
        "schema_version": SCHEMA_VERSION,
        "lang": lang,
        "earlier": found.earlier.year,
        "later": found.later.year,
        "count": {status: len(found.of(status)) for status in STATUSES},
        "indicators": [
            {
                "status": one.status,
                "link": one.link,
                "earlier": _target(found.earlier, one.before, lang),
                "later": _target(found.later, one.after, lang),
                "aspects": [{"direction": aspect.direction, "text": aspect.text(lang)} for aspect in one.aspects],
            }
            for one in found.indicators
        ],
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _target(directive: Directive, target: Target | None, lang: Language) -> dict[str, Any] | None:
    if target is None:
        return None
    return {
        "target": target.id,
        "commitment": target.commitment.id,
        "clause": target.clause,
        "title": target.spec.title.get(lang),
        "strength": target.spec.strength,
        "required": requirement(directive, target.measure, lang),
    }
