"""The workbook part of a marked copy: the index as its first sheet, and all that counts sheets by their places."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from lbedu.marking.parts import Parts, prefixed
from lbedu.marking.xml_text import CannotMark, Found, XmlText, attribute, quoted, with_attributes
from lbedu.reading.xlsx.parsing import NAMESPACES
from lbedu.reading.xlsx.relationships import OFFICE

_LONGEST = 31
"""Letters of the name of a sheet, counted as Excel counts them: in UTF-16."""


class SheetPart(NamedTuple):
    """A sheet of the workbook: the part that holds it, what it is, whether it is hidden (`hidden`, `veryHidden`)."""

    part: str
    kind: str
    state: str


class Book:
    """The workbook part; `write` puts what was changed into the package."""

    def __init__(self, parts: Parts) -> None:
        """Raises CannotMark where it is written in a way that is not understood."""
        self._parts = parts
        roots = [link.target for link in parts.links("").values() if link.kind == "officeDocument"]
        self.part = roots[0]
        self.text = text = parts.text(self.part)
        text.require_one_prefix()
        parts.strict = text.namespace == NAMESPACES[1].rstrip("}")
        sheets = text.child(text.root, "sheets")
        if text.namespace + "}" not in NAMESPACES or sheets is None:
            raise CannotMark("workbook")
        self._sheets: Found = sheets
        self._tags = [text.tag(one) for one in text.children(sheets)]

    @property
    def namespace(self) -> str:
        return self.text.namespace

    def sheets(self) -> list[SheetPart]:
        """The sheets in their order."""
        links = self._parts.links(self.part)
        found = []
        for tag in self._tags:
            link = links.get(self.text.value(tag, OFFICE, "id"))
            if link is None:
                raise CannotMark("sheet")
            found.append(SheetPart(link.target, link.kind, attribute(tag, "state") or "visible"))
        return found

    def put_in_front(self, name: str, part: str) -> None:
        """Enter a new sheet before all others."""
        identifier = self._parts.link(self.part, "worksheet", part)
        numbers = [int(own) for tag in self._tags if (own := attribute(tag, "sheetId") or "").isdecimal()]
        number = next(free for free in range(1, 1 << 17) if free > max(numbers, default=0) or free not in numbers)
        if max(numbers, default=0) < 65_534:
            number = max(numbers, default=0) + 1
        prefix = self.text.prefix_of(*OFFICE)
        declared = "" if prefix else f' xmlns:r="{OFFICE[self._parts.strict]}"'
        values = f'name={quoted(name)} sheetId="{number}"{declared} {prefix or "r"}:id="{identifier}"'
        self.text.insert(self._sheets.opened, prefixed(f"<sheet {values}/>", self.text.prefix))
        names = self.text.child(self.text.root, "definedNames")
        for one in self.text.children(names) if names is not None else ():
            local = attribute(self.text.tag(one), "localSheetId") or ""
            if local.isdecimal():
                self.text.set(one, localSheetId=str(int(local) + 1))
        self._show(0)

    def bring_to_front(self, at: int) -> None:
        """Let the workbook open with a sheet that there is."""
        self._show(at)

    def _show(self, at: int) -> None:
        views = self.text.child(self.text.root, "bookViews")
        for one in self.text.children(views) if views is not None else ():
            tag = self.text.tag(one)
            values: Mapping[str, str] = {"activeTab": str(at), "firstSheet": "0"}
            known = {key: value for key, value in values.items() if at or attribute(tag, key) is not None}
            if known:
                self.text.replace(one.start, one.opened, with_attributes(tag, known))

    def write(self) -> None:
        self._parts.save(self.part, self.text)


def free_name(wanted: str, names: list[str]) -> str:
    """The name for a new sheet that no other one has, whatever their case."""
    taken = {name.casefold() for name in names}
    for number in range(1, 1 << 20):
        more = f" ({number})" if number > 1 else ""
        name = wanted[: _LONGEST - len(more)] + more
        if name.casefold() not in taken:
            return name
    raise AssertionError


def deselected(text: XmlText) -> bool:
    """Whether a sheet without cells was selected, and no longer is."""
    from lbedu.marking.sheet import deselect

    if "tabSelected" not in text.tags:
        return False
    deselect(text, len(text.tags))
    return True
