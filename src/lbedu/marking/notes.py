"""The notes on cells: put beside those that there are, or behind their text; our own from before are taken away."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple
from xml.sax.saxutils import escape

from lbedu.marking.drawings import Drawing, Frame
from lbedu.marking.parts import Parts, prefixed
from lbedu.marking.sheet import At, SheetText
from lbedu.marking.xml_text import Found, XmlText, attribute, quoted, shown
from lbedu.own_form import NOTE_AUTHOR, NOTE_SIGN
from lbedu.reading.xlsx.cell import column_letters, place_of
from lbedu.reading.xlsx.parsing import NAMESPACES
from lbedu.reading.xlsx.refusal import corrupt
from lbedu.reading.xlsx.relationships import OFFICE, Link

_THREADED = "threadedComment"
_EMPTY = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<comments xmlns="{}"><authors/><commentList/></comments>'
)
_FACE = '<sz val="9"/><color rgb="FF000000"/><rFont val="Tahoma"/><family val="2"/>'


class Note(NamedTuple):
    """What our note says: its heading, and what follows it."""

    head: str
    body: str

    def runs(self, gap: str = "") -> str:
        """Its text, behind some space."""
        return (
            f'<r><rPr><b/>{_FACE}</rPr><t xml:space="preserve">{shown(f"{gap}{NOTE_SIGN} {self.head}")}</t></r>'
            f'<r><rPr>{_FACE}</rPr><t xml:space="preserve">{shown(chr(10) + self.body)}</t></r>'
        )


class Notes:
    """The notes of one sheet, given by the part of the sheet."""

    def __init__(self, parts: Parts, sheet: str, text: SheetText) -> None:
        """Raises Unreadable, or CannotMark, where they are not understood."""
        self._parts, self._sheet, self._text = parts, sheet, text
        links = [link for link in parts.links(sheet).values() if not link.external and link.target in parts]
        self._part = next((link.target for link in links if link.kind == "comments"), "")
        self.threaded = frozenset(
            place for link in links if link.kind.endswith(_THREADED) for place in _threads(parts, link)
        )
        """The cells with a conversation: what else is written into their notes, Excel does not show."""

    def put(self, notes: Mapping[At, Note]) -> None:
        """Write these notes, and no others of ours."""
        if not notes and not self._part:
            return
        namespace = NAMESPACES[self._parts.strict].rstrip("}")
        is_new = not self._part
        if is_new:
            self._part = self._parts.free("xl/comments{}.xml")
        xml = _EMPTY.format(namespace).encode() if is_new else self._parts.read(self._part)
        comments = XmlText(self._part, xml)
        comments.require_one_prefix()
        listed = comments.child(comments.root, "commentList")
        if comments.name != "comments" or listed is None:
            raise corrupt(self._part, "not comments")
        author, is_ours = self._author(comments)
        kept, removed, grown = self._keep(comments, listed, notes, is_ours)
        fresh = [at for at in sorted(notes) if at not in kept or at in removed]
        comments.append(listed, "".join(self._comment(comments.prefix, at, notes[at], author()) for at in fresh))
        gone = frozenset(removed) - frozenset(notes)
        if fresh or removed or grown:
            self._draw(fresh if self._drawn else [*kept, *fresh], gone, notes, frozenset(removed))
            if is_new:
                self._parts.add(self._part, comments.written(), "comments")
                self._parts.link(self._sheet, "comments", self._part)
            else:
                self._parts.save(self._part, comments)

    def _author(self, comments: XmlText) -> tuple[_Author, frozenset[str]]:
        authors = comments.child(comments.root, "authors")
        if authors is None:
            raise corrupt(self._part, "authors")
        names = [comments.text[one.opened : one.closing] for one in comments.children(authors)]
        ours = frozenset(str(number) for number, name in enumerate(names) if name == NOTE_AUTHOR)
        return _Author(comments, authors, len(names), ours), ours

    def _keep(
        self, comments: XmlText, listed: Found, notes: Mapping[At, Note], ours: frozenset[str]
    ) -> tuple[dict[At, str], set[At], bool]:
        """Notes of others keep their text, and get ours behind it; those of ours go. Gives all cells with a note, those whose
        note was ours, and whether any text was changed."""
        kept: dict[At, str] = {}
        removed: set[At] = set()
        grown = False
        for one in comments.children(listed):
            tag = comments.tag(one)
            at = place_of(attribute(tag, "ref") or "") if one.name == "comment" else None
            if at is None:
                continue
            kept[at] = ""
            text = comments.child(one, "text")
            said = re.sub("<[^>]*>", "", comments.text[text.start : text.end]) if text is not None else ""
            if attribute(tag, "authorId") in ours and said.lstrip().startswith(NOTE_SIGN):
                comments.replace(one.start, one.end, "")
                removed.add(at)
                continue
            if text is not None and (at in notes or NOTE_SIGN in said):
                comments.replace(text.start, text.end, _with_ours(comments, text, notes.get(at)))
                grown = True
        return kept, removed, grown

    def _comment(self, prefix: str, at: At, note: Note, author: int) -> str:
        address = f"{column_letters(at[1])}{at[0]}"
        return prefixed(f'<comment ref="{address}" authorId="{author}"><text>{note.runs()}</text></comment>', prefix)

    @property
    def _drawn(self) -> str:
        """The part that draws the notes there are."""
        tag = self._text.child("legacyDrawing")
        if tag is None:
            return ""
        text = self._text.text
        link = self._parts.links(self._sheet).get(text.value(text.tag(tag), OFFICE, "id"))
        known = link is not None and not link.external and link.target in self._parts.package
        return link.target if link is not None and known else ""

    def _draw(self, cells: list[At], gone: frozenset[At], notes: Mapping[At, Note], ours: frozenset[At]) -> None:
        """Every note has a frame that shows it; one that goes takes its frame along."""
        part = self._drawn
        drawing = Drawing(self._parts, part)
        drawing.remove(gone | (ours & frozenset(cells)))
        drawing.add([Frame(self._text, at, len(notes[at].body) if at in notes else 40) for at in sorted(cells)])
        if part:
            self._parts.change(part, drawing.written())
            return
        name = self._parts.free("xl/drawings/vmlDrawing{}.vml")
        self._parts.add(name, drawing.written(), "vml")
        identifier = self._parts.link(self._sheet, "vmlDrawing", name)
        text = self._text.text
        prefix = text.prefix_of(*OFFICE)
        attributes = (
            {f"{prefix}:id": identifier} if prefix else {"xmlns:r": OFFICE[self._parts.strict], "r:id": identifier}
        )
        values = " ".join(f"{key}={quoted(value)}" for key, value in attributes.items())
        xml = f"<{text.prefix}legacyDrawing {values}/>"
        old = self._text.child("legacyDrawing")
        if old is not None:
            text.replace(old.start, old.end, xml)
        else:
            self._text.put("legacyDrawing", xml)


class _Author:
    """Our number among the authors, entered once it is needed."""

    def __init__(self, comments: XmlText, authors: Found, count: int, ours: frozenset[str]) -> None:
        self._comments, self._authors, self._count, self._ours = comments, authors, count, sorted(ours)

    def __call__(self) -> int:
        if not self._ours:
            name = f"{self._comments.prefix}author"
            self._comments.append(self._authors, f"<{name}>{escape(NOTE_AUTHOR)}</{name}>")
            self._ours = [str(self._count)]
        return int(self._ours[0])


def _with_ours(comments: XmlText, text: Found, note: Note | None) -> str:
    """The text of a note of somebody else's, with ours behind it in the place of what we wrote there before."""
    p = comments.prefix
    tag = re.sub(r"\s*/>$", ">", comments.tag(text))
    others, behind, cut = [], [], False
    for one in comments.children(text):
        xml = comments.text[one.start : one.end]
        if one.name not in ("t", "r"):
            behind.append(xml)
        elif not cut:
            before, sign, _ = xml.partition(NOTE_SIGN)
            cut = bool(sign)
            if cut:
                before = before.rstrip()
                xml = "" if before.endswith(">") else f"{before}</{p}t>" + (f"</{p}r>" if one.name == "r" else "")
            others.append(f"<{p}r>{xml}</{p}r>" if one.name == "t" and xml else xml)
    ours = prefixed(note.runs("\n\n" if any(others) else ""), p) if note is not None else ""
    return f"{tag}{''.join(others)}{ours}{''.join(behind)}</{p}text>"


def _threads(parts: Parts, link: Link) -> list[At]:
    text = parts.text(link.target)
    refs = (attribute(text.tag(one), "ref") or "" for one in text.children(text.root))
    return [place for ref in refs if (place := place_of(ref)) is not None]
