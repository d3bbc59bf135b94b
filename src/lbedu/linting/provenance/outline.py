"""How a Vietnamese directive is divided: lines to paragraphs, and paragraphs to numbered clauses. Knows no rule file."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from lbedu.linting.provenance.source import Source
from lbedu.vietnamese import sort_key

_WRAPPED = 120
"""A text with no line longer than this, and with blank lines, is wrapped: there a blank line ends a paragraph."""
_OPEN = re.compile(
    r"(?:\b(?:đạt|là|từ|đến|trên|dưới|của|và|với|thêm|các|cho|tại|trong|theo|mức|lớp|khối|ngày|tháng|quý|số|khoảng|bằng|hơn|thiểu)|,)$",
    re.IGNORECASE,
)
"""What no paragraph ends with."""
_ENDED = re.compile(r"[.;:!?…]['\"”»)\]]*$")
_BULLETS = ("dash", "plus")
_PAGE = re.compile(r"[\d\s]{1,12}|[-–—]\s?\d{1,4}\s?[-–—]|(?i:trang)\s+\d+(?:\s?/\s?\d+)?")
"""A line of digits alone: a page number, a stamp of the post."""
_FOOT = re.compile(r"(?:nơi nhận|trên đây là|thừa lệnh)\b", re.IGNORECASE)
_ANNEX = re.compile(r"(?i:phụ lục)(?:\s+(?:số\s+)?(\d{1,2}|[IVX]{1,4}|[A-Z]))?(?!\w)[.:]?\s*")
_MARK = re.compile(
    r"(?:(?P<article>(?i:điều)\s+)|(?i:phần(?: thứ)?|chương|mục|khoản|điểm)\s+)?"
    r"(?:(?P<decimal>\d{1,2}(?:\.\d{1,2}){0,5})(?:[.)](?=\s|[^\W\d])|[/:](?=\s)|(?<=\.\d)\s|(?<=\.\d\d)\s)"
    r"|(?P<roman>[IVX]{1,5})[.)/:](?=\s)|(?P<letter>[A-ZĐ])[.)/:](?=\s)|(?P<small>[a-zđ])[.)/](?=\s))\s*"
    r"|(?P<bullet>[-–—−•●▪*+])(?=\s|[^\W\d]|\d)\s*"
)


class Paragraph(NamedTuple):
    """A paragraph, and where each piece of it begins: in the text, in which line (from 1), at which column of that line."""

    text: str
    pieces: tuple[tuple[int, int, int], ...]
    """Offset in the text, line, offset in that line as it is read."""
    skipped: int = 0
    """So many characters at its beginning are the mark of a clause."""

    def at(self, offset: int, source: Source) -> tuple[int, int]:
        """Line and column, both from 1, of one of its characters."""
        start, line, begin = self.pieces[bisect_right(self.pieces, offset, key=lambda one: one[0]) - 1]
        columns = source.lines[line - 1].columns
        place = begin + offset - start
        return line, (columns[place] if place < len(columns) else columns[-1] + 1 if columns else 0) + 1


@dataclass(eq=False)
class Clause:
    """A numbered clause, or one behind a bullet: the words beside its mark, the paragraphs under them, the clauses in it."""

    kind: str
    key: str
    """Its number as a rule file writes it: `B`, `II`, `4`, `–3`, `+1`."""
    above: Clause | None
    words: Paragraph | None = None
    paragraphs: list[Paragraph] = field(default_factory=list)
    below: list[Clause] = field(default_factory=list)
    twin: str = ""
    """Of several with one number which one it is: a, b …"""

    @property
    def is_heading(self) -> bool:
        return bool(self.paragraphs or self.below)

    def upwards(self) -> Iterator[Clause]:
        """This clause and those that it stands in."""
        one: Clause | None = self
        while one is not None:
            yield one
            one = one.above

    def everything(self) -> Iterator[Clause]:
        """This clause and all in it."""
        yield self
        for one in self.below:
            yield from one.everything()

    @property
    def address(self) -> str:
        """As a rule file writes it: `B.II.4 –3`. Of several with one number: `14a`, `14b`."""
        if self.above is None:
            return ""
        key = self.key.removeprefix(f"{self.above.key}.") + self.twin  # 5.1 in 5 is 5.1, not 5.5.1
        before = self.above.address
        return key if not before else f"{before} {key}" if key[0] in "–+" else f"{before}.{key}"


class Passage(NamedTuple):
    """One paragraph of the text as a part of its clause."""

    clause: Clause
    number: int
    """Which ¶ of the clause it is; 0: the words beside its mark."""
    paragraph: Paragraph
    leads_in: bool
    """It only announces what follows."""

    @property
    def address(self) -> str:
        return f"{self.clause.address} ¶{self.number}" if self.number else self.clause.address


class Outline(NamedTuple):
    """A text by its clauses; before the first stands the head."""

    root: Clause
    head: tuple[Paragraph, ...]
    foot: tuple[Paragraph, ...]

    def passages(self) -> Iterator[Passage]:
        for clause in self.root.everything():
            if clause.words is not None:
                yield Passage(clause, 0, clause.words, clause.is_heading)
            for i, one in enumerate(clause.paragraphs, 1):
                yield Passage(clause, i, one, _leads_in(clause, i, one))


def _leads_in(clause: Clause, number: int, paragraph: Paragraph) -> bool:
    more = number < len(clause.paragraphs) or bool(clause.below)
    return more and paragraph.text.rstrip().endswith(":")


def outline_of(source: Source) -> Outline:
    """Divide a text."""
    root = Clause("", "", None)
    here = root
    head: list[Paragraph] = []
    foot: list[Paragraph] = []
    ended = False
    for paragraph in _paragraphs(source):
        annex = _ANNEX.match(paragraph.text)
        if annex and (annex.end() == len(paragraph.text) or paragraph.text.isupper() or ended):
            ended = False
            here = _begun(root, "annex", f"PL{annex[1] or ''}", paragraph._replace(skipped=annex.end()))
            continue
        ended = ended or (here is not root and _FOOT.match(paragraph.text) is not None)
        if ended:
            foot.append(paragraph)
            continue
        mark = _mark(paragraph, here)
        if mark is not None and (here is not root or mark[0] not in _BULLETS):
            kind, key, length = mark
            here = _begun(_place(kind, key, here), kind, key, paragraph._replace(skipped=length))
        elif here is root:
            head.append(paragraph)
        else:
            owner = _owner(here)
            owner.paragraphs.append(paragraph)
            here = owner
        ended = here is not root and paragraph.text.endswith("./.")
    _tell_twins_apart(root)
    return Outline(root, tuple(head), tuple(foot))


def _tell_twins_apart(root: Clause) -> None:
    for clause in root.everything():
        by_key: dict[str, list[Clause]] = {}
        for one in clause.below:
            by_key.setdefault(one.key, []).append(one)
        for twins in by_key.values():
            for one, letter in zip(twins, "abcdefghij", strict=False):
                one.twin = letter if len(twins) > 1 else ""


def _owner(here: Clause) -> Clause:
    """Whose paragraph a line without a mark is: the numbered clause's, also behind its bullets."""
    while here.kind in _BULLETS and here.above is not None and here.above.kind:
        here = here.above
    return here


def _begun(above: Clause, kind: str, key: str, words: Paragraph) -> Clause:
    clause = Clause(kind, key, above, words)
    if kind in _BULLETS:
        sign = "–" if kind == "dash" else "+"
        before = next((one for one in reversed(above.below) if one.kind == kind), None)
        clause.key = f"{sign}{int(before.key[1:]) + 1 if before is not None else 1}"
    above.below.append(clause)
    return clause


def _place(kind: str, key: str, here: Clause) -> Clause:
    """What a clause stands in: beside the last one of its kind, else in the last one; numbers never stand in bullets."""
    one: Clause | None = here
    while one is not None and one.kind != kind:
        one = one.above
    if one is not None and one.above is not None:
        return one.above
    if kind.startswith("decimal") and kind != "decimal1":
        fitting = [one for one in here.upwards() if one.key == key.rpartition(".")[0]]
        here = fitting[0] if fitting else here
    while here.above is not None and not _may_hold(here.kind, kind):
        here = here.above
    return here


def _may_hold(above: str, kind: str) -> bool:
    """Whether the first clause of a kind may stand in one of another: numbers never in bullets, articles (`Điều 3`) neither in
    the numbers nor in the letters that stand in articles."""
    if kind in _BULLETS:
        return True
    in_articles = above == "small" or above.startswith("decimal")
    return above not in _BULLETS and not (kind == "article" and in_articles)


def _mark(paragraph: Paragraph, here: Clause) -> tuple[str, str, int] | None:
    """The mark that a paragraph begins with: its kind, its key, its length."""
    found = _MARK.match(paragraph.text)
    if found is None:
        return None
    if found["bullet"]:
        return ("plus" if found["bullet"] == "+" else "dash"), "", found.end()
    if found["decimal"]:
        key = ".".join(str(int(one)) for one in found["decimal"].split("."))
        kind = "article" if found["article"] and key.isdigit() else f"decimal{key.count('.') + 1}"
        return kind, key, found.end()
    for kind in ("roman", "letter", "small"):
        letter: str | None = found["roman" if kind == "letter" and len(found["roman"] or "") == 1 else kind]
        if letter is not None and _begins_or_follows(kind, letter, here):
            return kind, letter, found.end()
    return None


def _begins_or_follows(kind: str, key: str, here: Clause) -> bool:
    """Whether a letter or a Roman number opens a list or goes on with an open one: else it is no mark, as in `P. Giám đốc`.
    After H the letter I is a letter."""
    before = next((one.key for one in here.upwards() if one.kind == kind), None)
    if kind == "roman":
        after_h = any(one.kind == "letter" and one.key == "H" for one in here.upwards()) and key == "I"
        return not after_h and (key == "I" or before is not None)
    return key in ("A", "a") or (before is not None and sort_key(before) < sort_key(key))


# lines to paragraphs


def _paragraphs(source: Source) -> Iterator[Paragraph]:
    """Paragraphs of one line or of several; what a new page broke in two is one again."""
    lines = [line.text for line in source.lines]
    wrapped = max(map(len, lines)) <= _WRAPPED and any(not line.strip() for line in lines)
    text, blank = "", True
    pieces: list[tuple[int, int, int]] = []
    for number, line in enumerate(lines, 1):
        shown = line.strip()
        if not shown or _PAGE.fullmatch(shown):
            blank = True
            continue
        at = len(line) - len(line.lstrip())
        goes_on = pieces and not _is_marked(shown) and ((wrapped and not blank) or _goes_on(text, shown))
        if pieces and not goes_on:
            yield Paragraph(text, tuple(pieces))
            text, pieces = "", []
        text += " " if text else ""
        pieces.append((len(text), number, at))
        text += shown
        blank = False
    if pieces:
        yield Paragraph(text, tuple(pieces))


def _is_marked(line: str) -> bool:
    return _MARK.match(line) is not None or _ANNEX.match(line) is not None or _FOOT.match(line) is not None


_LONG = 600
"""No bracket is open for longer."""


def _is_open(text: str) -> bool:
    return text.count("(") > text.count(")")


def _goes_on(before: str, line: str) -> bool:
    """Whether a line goes on with a sentence that the end of a page or of a line has broken."""
    if _ENDED.search(before[-8:]):
        return False
    return line[0].islower() or bool(_OPEN.search(before[-12:])) or _is_open(before[-_LONG:])
