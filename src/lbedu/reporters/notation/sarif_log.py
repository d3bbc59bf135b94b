"""SARIF 2.1.0: one run of a tool with its rules and what it found. Knows no scorecard."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Literal
from urllib.parse import quote

from lbedu import __version__
from lbedu.reporters.notation.json_text import written
from lbedu.wording import all_harmless

Level = Literal["error", "warning", "note", "none"]
_INTERRUPTED = 130
_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def log(
    rules: list[dict[str, Any]],
    results: Iterable[dict[str, Any]],
    lang: str,
    category: str,
    exit_code: int,
    facts: Mapping[str, Any],
) -> Iterator[str]:
    """The document as text, piece by piece. Results name their rules; each gets its place in the list of rules."""
    at = {rule["id"]: number for number, rule in enumerate(rules)}
    run = {
        "tool": {"driver": {"name": "lbedu", "version": __version__, "language": lang, "rules": rules}},
        "automationDetails": {"id": quote(f"lbedu/{all_harmless(category)}/")},
        "invocations": [{"executionSuccessful": exit_code != _INTERRUPTED, "exitCode": exit_code}],
        "language": lang,
        "columnKind": "unicodeCodePoints",
        "results": ({**result, "ruleIndex": at[result["ruleId"]]} for result in results),
        "properties": {name: all_harmless(fact) if isinstance(fact, str) else fact for name, fact in facts.items()},
    }
    yield from written({"$schema": _SCHEMA, "version": "2.1.0", "runs": iter([run])})
    yield "\n"


def rule(code: str, title: str, about: str, help_text: str, level: Level) -> dict[str, Any]:
    """What a result is an instance of: what it is called, what it means, and what to do."""
    return {
        "id": code,
        "shortDescription": {"text": _text(title)},
        "fullDescription": {"text": _text(about)},
        "help": {"text": "\n".join(_text(line) for line in help_text.split("\n"))},
        "defaultConfiguration": {"level": level},
    }


def result(
    code: str, level: Level, message: str, locations: list[dict[str, Any]], identity: Iterable[str], kind: str = "fail"
) -> dict[str, Any]:
    """One thing that was found. Its identity is what makes it the same in the next run, whatever the language."""
    digest = hashlib.sha256("\0".join(identity).encode("utf-8", "surrogatepass")).hexdigest()[:32]
    return {
        "ruleId": code,
        "kind": kind,
        "level": level,
        "message": {"text": "\n".join(_text(line) for line in message.split("\n"))},
        "locations": locations[:1],
        **({"relatedLocations": locations[1:]} if len(locations) > 1 else {}),
        "partialFingerprints": {"primaryLocationLineHash": f"{digest}:1", "lbedu/v1": digest},
    }


def cell_location(file: str, sheet: str, cell: str, address: str) -> dict[str, Any]:
    """A place in a workbook: the file, and sheet and cell as logical location. A line counts for nothing there, but readers
    of SARIF ask for one."""
    found: dict[str, Any] = {"physicalLocation": {"artifactLocation": {"uri": uri(file)}, "region": {"startLine": 1}}}
    if address:
        name, kind = (cell, "cell") if cell else (sheet, "sheet")
        found["logicalLocations"] = [
            {"name": all_harmless(name), "fullyQualifiedName": all_harmless(address), "kind": kind}
        ]
    return found


def line_location(file: str, line: int, column: int, end: int) -> dict[str, Any]:
    """A place in a text; lines and columns count from 1, and `end` is the column behind it, 0 where nobody knows."""
    region = {"startLine": line, "startColumn": column, **({"endColumn": end} if end else {})}
    return {"physicalLocation": {"artifactLocation": {"uri": uri(file)}, "region": region}}


def uri(file: str) -> str:
    """A path as a URI, relative where the path is; the bytes of the name, whatever they are."""
    known = re.sub("[\ud800-\udc7f\udd00-\udfff]", "\ufffd", file)  # which no name of a file on disk stands for
    quoted = quote(known.encode("utf-8", "surrogateescape"), safe="/")
    if re.match("[A-Za-z]%3A/", quoted):
        return f"file:///{quoted[0]}:{quoted[4:]}"
    return f"file://{quoted}" if quoted.startswith("/") else quoted


def _text(text: str) -> str:
    """A text that shows as it is: braces would be taken for gaps, `[…](…)` for a link."""
    shown = all_harmless(text).replace("{", "{{").replace("}", "}}")
    return re.sub(r"\[(?=[^\]]*\]\()", r"\\[", shown)
