"""The page of reporter `html` as a tree, for tests that look into it without a browser, and the scorecard as data beside it.
Holds no tests."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterator
from functools import cache
from typing import Any
from xml.etree.ElementTree import Element

import html5lib

from lbedu.reporters import Style, text_reporter
from lbedu.scorecard import Scorecard


def page_of(card: Scorecard, lang: Any = "vi") -> str:
    return text_reporter("html")(card, Style(lang))


def document(card: Scorecard, lang: Any) -> dict[str, Any]:
    """The scorecard as reporter `json` has it."""
    data: dict[str, Any] = json.loads(text_reporter("json")(card, Style(lang)))
    return data


@cache
def tree(text: str) -> Element:
    """The page by an HTML parser that takes nothing amiss: any error in it is raised."""
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    root: Element = parser.parse(text)
    return root


def having(root: Element, attribute: str, value: str | None = None) -> Iterator[Element]:
    for element in root.iter():
        if attribute in element.attrib and value in (None, element.attrib[attribute]):
            yield element


def words(element: Element, without: str = "") -> str:
    """The text of an element as people read it: parts apart, each space one."""

    def parts(one: Element) -> Iterator[str]:
        if without and without in one.get("class", "").split():
            return
        yield one.text or ""
        for child in one:
            yield " "
            yield from parts(child)
            yield " "
            yield child.tail or ""

    return " ".join("".join(parts(element)).split())


def bare(text: str) -> str:
    """Without marks and capitals."""
    decomposed = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(char for char in decomposed if not unicodedata.combining(char)).lower()
