"""What has changed between two results, for programs: keys, ids and figures are neutral, texts follow the language."""

from __future__ import annotations

import json
from typing import Any

from lbedu.results.changes import STATUSES, Answer, Change, Comparison
from lbedu.results.saved import Saved
from lbedu.results.telling import figures_then_and_now
from lbedu.wording import Language

SCHEMA_VERSION = 1


def as_json(found: Comparison, lang: Language) -> str:
    """Every target, changed or not, and everything else that has changed."""
    document: dict[str, Any] = {
        "schema_version": SCHEMA_VERSION,
        "lang": lang,
        "year": found.new.result.year,
        "view": found.new.result.view,
        "old": _saved(found.old),
        "new": _saved(found.new),
        "conditions": [{"name": one.name, "old": one.old, "new": one.new} for one in found.conditions],
        "count": _count(found),
        "verdicts": [_change(found, one, lang) for one in found.changes],
        "reported": found.reported,
        "silent": found.silent,
        "mended": found.mended,
        "lost": found.lost,
        "arisen": found.arisen,
        "moved": [{"before": old, "after": new} for old, new in found.moved],
    }
    return json.dumps(document, ensure_ascii=False, indent=1).encode("utf-8", "backslashreplace").decode("utf-8") + "\n"


def _count(found: Comparison) -> dict[str, int]:
    """Of verdicts, units and problems; `remaining` are the problems that there were and are."""
    of_verdicts: dict[str, int] = {status: len(found.of(status)) for status in STATUSES}
    others = ("reported", "silent", "mended", "lost", "arisen", "moved")
    return of_verdicts | {name: len(getattr(found, name)) for name in others} | {"remaining": found.remaining}


def _saved(saved: Saved) -> dict[str, Any]:
    return {"file": saved.name, "lbedu": saved.result.lbedu, "lang": saved.result.lang}


def _change(found: Comparison, one: Change, lang: Language) -> dict[str, Any]:
    spoken = found.old.result.lang, found.new.result.lang
    texts = figures_then_and_now(one.before, one.after, spoken, lang)
    return {
        "status": one.status,
        "target": one.target,
        "commitment": one.said["commitment"],
        "clause": one.said["clause"],
        "title": one.said["title"],
        "unit": one.said["unit"],
        "before": _answer(one.before, texts[0]),
        "after": _answer(one.after, texts[1]),
    }


def _answer(answer: Answer | None, text: str) -> dict[str, Any] | None:
    return None if answer is None else {"outcome": answer.outcome, "figures": answer.figures, "text": text}
