"""To the terminal and to files: any stdout, whatever it can show; a file is whole or not there. Decides nothing."""

from __future__ import annotations

import codecs
import os
import shutil
import sys
import unicodedata
from pathlib import Path
from typing import TextIO

from lbedu.errors import UsageError
from lbedu.reporters import Style, reporter
from lbedu.scorecard import Scorecard

_PIPE_WIDTH = 100
_PLAIN = {"≥": ">=", "≤": "<=", "–": "-", "−": "-", "—": "-", "…": "...", "“": '"', "”": '"', "‘": "'", "’": "'"}
_PLAIN |= {
    "✓": "+",
    "✗": "x",
    "·": "-",
    "→": "->",
    "¶": "par.",
    "÷": "/",
    "×": "x",
    "─": "-",
    "━": "-",
    "│": "|",
    "đ": "d",
    "Đ": "D",
}


def _unaccented(error: UnicodeError) -> tuple[str, int]:
    """What a code page cannot show, as its letters without marks: `Đạt` as `Dat`."""
    assert isinstance(error, UnicodeEncodeError)
    shown = []
    for char in error.object[error.start : error.end]:
        plain = _PLAIN.get(char)
        letters = plain or "".join(c for c in unicodedata.normalize("NFD", char) if not unicodedata.combining(c))
        shown.append(letters if letters.isascii() else "?")
    return "".join(shown), error.end


codecs.register_error("lbedu.unaccented", _unaccented)


def show(text: str, stream: TextIO | None = None) -> None:
    """Write to a stream, unaccented where its encoding cannot show Vietnamese."""
    stream = stream or sys.stdout
    encoding = stream.encoding or "ascii"
    if not encoding.lower().replace("-", "").startswith("utf"):
        text = text.encode(encoding, "lbedu.unaccented").decode(encoding)
    stream.write(text)
    stream.flush()


def style_for(lang: str, to_file: bool = False) -> Style:
    """The style that suits stdout now, or a file."""
    encoding = "utf-8" if to_file else (sys.stdout.encoding or "ascii")
    ascii_only = not encoding.lower().replace("-", "").startswith("utf")
    terminal = sys.stdout.isatty() and not to_file
    colour = terminal and "NO_COLOR" not in os.environ and os.environ.get("TERM") != "dumb"
    width = shutil.get_terminal_size((_PIPE_WIDTH, 24)).columns if terminal or "COLUMNS" in os.environ else _PIPE_WIDTH
    return Style("en" if lang == "en" else "vi", width, colour, ascii_only)


def deliver(card: Scorecard, name: str, file: Path | None, lang: str) -> None:
    """A scorecard through one reporter, to a file or to stdout. Raises UsageError where the file cannot be written."""
    text = reporter(name)(card, style_for(lang, to_file=file is not None))
    if file is not None:
        write_whole(file, text.encode("utf-8"))
    elif name == "json":  # data is UTF-8 wherever it goes
        sys.stdout.flush()
        sys.stdout.buffer.write(text.encode("utf-8"))
        sys.stdout.buffer.flush()
    else:
        show(text)


def write_whole(path: Path, data: bytes) -> None:
    """Write beside and rename: a kill leaves the old file or the new one, never half."""
    beside = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with beside.open("wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        beside.replace(path)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise UsageError(f"{path.as_posix()}: cannot be written ({error.strerror})") from error
