"""The text of a directive from disk, made plain line by line; each character knows its column. Splits nothing."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path
from typing import NamedTuple

from lbedu.errors import Mistake, RuleFileError
from lbedu.legacy_encodings import by_evidence, is_sure, repaired
from lbedu.mistake_catalogue.catalogue import said

MAX_BYTES = 1024 * 1024
"""The longest directive is a thirtieth of it."""
_KINDS = {
    b"%PDF": "PDF",
    b"PK\x03\x04": "Word, Excel (ZIP)",
    b"\xd0\xcf\x11\xe0": "Word, Excel (OLE)",
    b"{\\rtf": "RTF",
    b"<!doctype html": "HTML",
    b"<html": "HTML",
    b"\x89PNG": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"II*\x00": "TIFF",
    b"MM\x00*": "TIFF",
}
"""What people have a directive in, by its first bytes."""
_BREAK = re.compile("\r\n|[\r\n]")
_SEPARATORS = "\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"
"""What ends a page or a line without ending it in an editor: pdftotext puts a form feed before each page."""
_BLANKS = dict.fromkeys(map(ord, "\t\xa0\u2002\u2003\u2007\u2009\u200a\u202f\u3000" + _SEPARATORS), " ")
_ENOUGH = 3
"""So many words of an old encoding are no accident."""


class Line(NamedTuple):
    """A line as it is read, and where each of its characters stands in the file (from 0)."""

    text: str
    columns: tuple[int, ...]


class Source(NamedTuple):
    """A text with its lines as they are written and as they are read."""

    file: str
    written: tuple[str, ...]
    lines: tuple[Line, ...]


def read_source(path: Path) -> Source:
    """The text of a file. Raises RuleFileError where it is no plain text that can be read."""
    file = path.as_posix()
    try:
        with path.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except OSError as error:
        raise _refused(file, "cannot_read", reason=str(error.strerror)) from error
    kind = next((kind for start, kind in _KINDS.items() if data[:16].lower().startswith(start.lower())), None)
    if kind is not None:
        raise _refused(file, "text_not_plain", kind=kind)
    if len(data) > MAX_BYTES:
        raise _refused(file, "text_too_large", limit=str(MAX_BYTES))
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise _refused(file, "not_utf8")
    if b"\0" in data:
        raise _refused(file, "text_not_plain", kind="binary")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        old = _old_encoding(data.decode("cp1252", "replace"))
        if old is not None:
            raise _refused(file, "text_old_encoding", encoding=old[1], line=old[0]) from error
        raise _refused(file, "not_utf8", line=data[: error.start].count(b"\n") + 1) from error
    return source_of(text, file)


def source_of(text: str, file: str) -> Source:
    """A text as it is read. Raises RuleFileError where nothing stands in it, or letters of an old encoding."""
    old = _old_encoding(text)
    if old is not None:
        raise _refused(file, "text_old_encoding", encoding=old[1], line=old[0])
    written = tuple(_BREAK.split(text.translate(dict.fromkeys(map(ord, _SEPARATORS), " "))))
    if not any(char.isalnum() for char in text):
        raise _refused(file, "text_empty")
    return Source(file, written, tuple(map(_plain, written)))


def _refused(file: str, code: str, line: int = 1, **facts: str) -> RuleFileError:
    return RuleFileError(file, [Mistake(line, 1, said(code, facts, "en"), code, tuple(facts.items()))])


def _old_encoding(text: str) -> tuple[int, str] | None:
    """The line and the name of an old encoding that a text is in; a word or two may be an accident."""
    lines = _BREAK.split(text)
    found: list[tuple[int, str]] = []
    for number, line in enumerate(lines, 1):
        if line.isascii():
            continue
        decoded = by_evidence(line)
        if decoded is not None and is_sure(line):
            found.append((number, decoded.encoding))
        elif repaired(line) is not None:
            found.append((number, "UTF-8 → Windows-1252"))
        if len(found) >= _ENOUGH:
            return found[0]
    return found[0] if found and len(found) * 2 > sum(not one.isascii() for one in lines) else None


def _plain(line: str) -> Line:
    """Composed letters, plain blanks, no marks of emphasis and nothing that nobody sees."""
    if "*" not in line and line.isprintable() and unicodedata.is_normalized("NFC", line):
        return Line(line, tuple(range(len(line))))
    letters: list[str] = []
    columns: list[int] = []
    start = 0
    while start < len(line):
        end = start + 1
        while end < len(line) and unicodedata.combining(line[end]):
            end += 1
        for char in unicodedata.normalize("NFC", line[start:end]).translate(_BLANKS):
            if not _is_unseen(char) and not (char == "*" and not _is_bullet(line, start)):
                letters.append(char)
                columns.append(start)
        start = end
    return Line("".join(letters), tuple(columns))


def _is_unseen(char: str) -> bool:
    return unicodedata.category(char) in ("Cf", "Cc")


def _is_bullet(line: str, at: int) -> bool:
    return not line[:at].strip() and line[at + 1 : at + 2].isspace()
