"""Reporter `json`: the whole scorecard as data, by the published schema. Figures are exact; keys and ids are neutral."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Any

from lbedu import __version__
from lbedu.directive.describe import leaf_requirement
from lbedu.directive.expression import parts
from lbedu.measured import limit_of
from lbedu.phrases import actual_text, gap_text, reason_text
from lbedu.problems import Problem
from lbedu.reporters import Style
from lbedu.reporters.notation.json_text import written
from lbedu.scorecard import (
    Actual,
    Amount,
    Asked,
    Conditions,
    CountOf,
    Holding,
    PartResult,
    Scorecard,
    ShareOf,
    Verdict,
    Waiting,
)
from lbedu.submission import Place, Said, Unit, Value
from lbedu.wording import Language

SCHEMA_VERSION = 1
"""Rises when a program that knows the old one would misread the new one."""
SCHEMA_REVISION = 2
"""Rises with every key that is added, and begins again at 0 with each version."""
_FEW = 1_000
_UNSEEN = re.compile("[\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ud800-\udfff\ufeff]")
"""Characters that no text editor shows, or that cannot be encoded: JSON has an escape for each."""


def render(card: Scorecard, style: Style) -> str:
    """The scorecard as JSON text, indented, ending in a newline."""
    return "".join(pieces(card, style))


def pieces(card: Scorecard, style: Style) -> Iterator[str]:
    """The same text piece by piece: of a whole province it is larger than all else that a run holds."""
    for text in written(_document(card, style.lang)):
        yield _UNSEEN.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
    yield "\n"


def _document(card: Scorecard, lang: Language) -> dict[str, Any]:
    """The scorecard as plain data; what there may be very many of is made one by one."""
    return {
        "schema_version": SCHEMA_VERSION,
        "schema_revision": SCHEMA_REVISION,
        "lbedu": __version__,
        "lang": lang,
        "year": card.directive.year,
        "rule_file": {
            "name": card.directive.source,
            "version": card.directive.file.version,
            "sha256": card.directive.digest,
        },
        "view": card.view,
        "as_of": card.as_of.isoformat(),
        "complete": card.complete,
        "options": _options(card.asked),
        "exit_code": card.exit_code,
        "files": list(card.inputs),
        "inputs": _inputs(card),
        "reports": (
            {"file": s.file, "form": s.form, "title": s.title[lang], "unit": _unit(s.unit)} for s in card.submissions
        ),
        "problems": (_problem(problem, lang) for problem in card.problems),
        "readings": (
            {**_place(reading.place), "found": reading.found, "read_as": reading.read_as[lang]}
            for reading in card.readings
        ),
        "skipped": [{"file": skipped.file, "reason": skipped.reason} for skipped in card.skipped],
        "waiting": (_waiting(card, waiting, lang) for waiting in card.waiting),
        "register": card.register,
        "absent": [{"unit": _unit(one.unit), "targets": list(one.targets)} for one in card.absent],
        "verdicts": (_verdict(card, verdict, lang) for verdict in card.verdicts),
    }


def _options(asked: Asked) -> dict[str, Any]:
    return {
        "paths": list(asked.paths),
        "year": asked.year,
        "targets": asked.targets,
        "register": asked.register,
        "view": asked.view,
        "unit": asked.unit,
        "only": list(asked.only),
        "as_of": None if asked.as_of is None else asked.as_of.isoformat(),
        "complete": asked.complete,
        "legacy_encoding": asked.legacy_encoding,
        "limits": dict(asked.limits),
    }


def _inputs(card: Scorecard) -> list[dict[str, Any]]:
    """Every file that could have a say, with the hash of the bytes that were read; a register that is of no use is one too."""
    passed_over = {skipped.file for skipped in card.skipped}
    names = {*card.inputs, *card.digests} - (passed_over - set(card.inputs))
    return [{"file": name, "sha256": card.digests.get(name)} for name in sorted(names)]


def _verdict(card: Scorecard, verdict: Verdict, lang: Language) -> dict[str, Any]:
    leaves = parts(verdict.target.measure)
    first = verdict.parts[0]
    texts = [reason_text(card.directive, leaf, part, lang) for leaf, part in zip(leaves, verdict.parts, strict=True)]
    return {
        "target": verdict.target.id,
        "commitment": verdict.target.commitment.id,
        "clause": verdict.target.clause,
        "title": verdict.target.spec.title.get(lang),
        "strength": verdict.target.spec.strength,
        "unit": None if verdict.unit is None else _unit(verdict.unit),
        "outcome": verdict.outcome,
        "by_word": verdict.by_word,
        "actual": _actual(first.actual),
        "required": "; ".join(
            leaf_requirement(card.directive, leaf, lang, verdict.unit is not None) for leaf in leaves
        ),
        "gap": _exact(first.gap),
        "reason": "; ".join(dict.fromkeys(text for text in texts if text)),
        "parts": (_part(card, leaf, part, lang) for leaf, part in zip(leaves, verdict.parts, strict=True)),
        "subtotals": [
            {"by": one.by, "name": one.name, "actual": [_actual(part.actual) for part in one.parts]}
            for one in verdict.subtotals
        ],
        "sources": _sources(verdict.sources),
    }


def _sources(sources: Sequence[tuple[str, Said]]) -> Iterator[dict[str, Any]]:
    return (
        {"field": name, "value": _value(said.value), **_place(place)} for name, said in sources for place in said.places
    )


def _part(card: Scorecard, leaf: Any, part: PartResult, lang: Language) -> dict[str, Any]:
    return {
        "outcome": part.outcome,
        "reason_code": part.reason,
        "required": leaf_requirement(card.directive, leaf, lang),
        "threshold": _exact(limit_of(leaf)),
        "actual": _actual(part.actual),
        "actual_text": actual_text(card.directive, leaf, part, lang),
        "gap": _exact(part.gap),
        "gap_text": gap_text(card.directive, leaf, part, lang),
        "failing": (_holding(holding) for holding in part.failing),
        "waiting": (_holding(holding) for holding in part.waiting),
        "unknown_units": part.unknown_units,
    }


def _waiting(card: Scorecard, waiting: Waiting, lang: Language) -> dict[str, Any]:
    leaves = parts(waiting.target.measure)
    return {
        "target": waiting.target.id,
        "commitment": waiting.target.commitment.id,
        "clause": waiting.target.clause,
        "title": waiting.target.spec.title.get(lang),
        "unit": _unit(waiting.unit),
        "actual": [_actual(part.actual) for part in waiting.parts],
        "required": "; ".join(leaf_requirement(card.directive, leaf, lang) for leaf in leaves),
        "waits_for": list(waiting.waits_for),
        "sources": _sources(waiting.sources),
    }


def _problem(problem: Problem, lang: Language) -> dict[str, Any]:
    return {
        "code": problem.code,
        "severity": problem.severity,
        **_place(problem.place),
        "found": problem.found,
        "expected": problem.text(lang, "expected"),
        "message": problem.text(lang, "message"),
        "fix": problem.text(lang, "fix"),
        "also": _places(problem.places),
    }


def _places(places: tuple[Place, ...]) -> list[dict[str, str]] | Iterator[dict[str, str]]:
    """Where a problem stands besides; all of a large sheet may be told in one."""
    found = (_place(place) for place in places)
    return list(found) if len(places) < _FEW else found


def _holding(holding: Holding) -> dict[str, Any]:
    return {
        "unit": _unit(holding.unit),
        "row": holding.row,
        "actual": _actual(holding.actual),
        "gap": _exact(holding.gap),
        "spoiled": [_place(place) for place in holding.spoiled],
    }


def _actual(actual: Actual) -> dict[str, Any] | None:
    match actual:
        case None:
            return None
        case ShareOf(part, whole, per):
            return {"kind": "ratio" if per else "share", "numerator": part, "denominator": whole}
        case CountOf(count, total, by_option):
            ranks = {"by_option": dict(by_option)} if by_option else {}
            return {"kind": "count", "numerator": count, "denominator": total, **ranks}
        case Conditions(held, asked, unmet):
            return {"kind": "conditions", "numerator": held, "denominator": asked, "unmet": list(unmet)}
        case Amount(value):
            return {"kind": "amount", "value": _exact(value)}
        case Said(value, _, _):
            return {"kind": "value", "value": _value(value)}


def _value(value: Value) -> Any:
    if isinstance(value, (bool, str)):
        return value
    if isinstance(value, dt.date):
        return value.isoformat()
    return _exact(value)


def _exact(value: int | Fraction | None) -> Any:
    """Integers as they are; other numbers as numerator and denominator."""
    if value is None or isinstance(value, int):
        return value
    if value.denominator == 1:
        return value.numerator
    return {"numerator": value.numerator, "denominator": value.denominator}


def _unit(unit: Unit) -> dict[str, Any]:
    return {
        "kind": unit.kind,
        "name": unit.name,
        "level": unit.level,
        "code": unit.code,
        "ward": unit.ward,
        "type": unit.type,
        "flags": None if unit.flags is None else list(unit.flags),
    }


def _place(place: Place) -> dict[str, str]:
    return {"file": place.file, "sheet": place.sheet, "cell": place.cell}
