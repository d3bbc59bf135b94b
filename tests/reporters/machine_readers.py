"""What reads our machine formats elsewhere, as far as it is needed to hold them against it. Holds no tests."""

from __future__ import annotations

import functools
import json
from pathlib import Path
from typing import Any, NamedTuple

import cmarkgfm  # type: ignore[import-untyped]  # has no types
import html5lib
import xmlschema
from cmarkgfm.cmark import Options  # type: ignore[import-untyped]
from jsonschema import Draft4Validator

SCHEMAS = Path(__file__).parents[1] / "schemas"


@functools.cache
def junit_schema() -> xmlschema.XMLSchema:
    return xmlschema.XMLSchema(SCHEMAS / "junit-10.xsd")


@functools.cache
def sarif_schema() -> Draft4Validator:
    schema = json.loads((SCHEMAS / "sarif-schema-2.1.0.json").read_text(encoding="utf-8"))
    return Draft4Validator(schema, format_checker=Draft4Validator.FORMAT_CHECKER)


class Command(NamedTuple):
    """A workflow command as the runner of GitHub Actions understands a line of a step's output."""

    name: str
    properties: dict[str, str]
    data: str


KNOWN = frozenset(
    [
        "error",
        "warning",
        "notice",
        "debug",
        "group",
        "endgroup",
        "add-mask",
        "add-path",
        "set-env",
        "set-output",
        "save-state",
    ]
)
KNOWN |= {"add-matcher", "remove-matcher", "echo", "stop-commands"}


def command(line: str) -> Command | None:
    """The new form `::name key=value::data` where a line starts, else the old one `##[name key=value]data` anywhere in it."""
    line = line.lstrip()
    if line.startswith("::") and "::" in line[2:]:
        head, data = line[2:].split("::", 1)
        name, _, rest = head.partition(" ")
        if name in KNOWN:
            pairs = [pair.split("=", 1) for pair in rest.split(",") if "=" in pair]
            return Command(name, {key: _unescaped(value) for key, value in pairs if value}, _unescaped(data, (), ()))
    if "##[" in line and "]" in line.split("##[", 1)[1]:
        head, data = line.split("##[", 1)[1].split("]", 1)
        name, _, rest = head.partition(" ")
        if name in KNOWN:
            return Command(name, {"old form": rest}, data)
    return None


def _unescaped(text: str, more: tuple[str, ...] = ("%3A", "%2C"), signs: tuple[str, ...] = (":", ",")) -> str:
    for escape, sign in zip(("%0D", "%0A", *more, "%25"), ("\r", "\n", *signs, "%"), strict=True):
        text = text.replace(escape, sign)
    return text


def rendered(text: str) -> Any:
    """Markdown as GitHub's own renderer makes a page of it; what GitHub takes out is left in."""
    page = cmarkgfm.github_flavored_markdown_to_html(text, options=Options.CMARK_OPT_UNSAFE)
    return html5lib.parse(page, namespaceHTMLElements=False)


def shown(element: Any) -> str:
    """What an element shows: a break of a line as such."""
    return "".join("\n" if one.tag == "br" else one.text or "" for one in _with_tails(element))


def _with_tails(element: Any) -> list[Any]:
    class Tail(NamedTuple):
        tag: str
        text: str | None

    found: list[Any] = [element]
    for inner in element:
        found += [*_with_tails(inner), Tail("", inner.tail)]
    return found
