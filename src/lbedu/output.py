"""To the terminal and to files: any stdout, whatever it can show; a file is whole or not there. Decides nothing."""

from __future__ import annotations

import os
import shutil
import sys
import textwrap
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TextIO

from lbedu.errors import UsageError
from lbedu.reporters import REPORTERS, Style, file_reporter, text_in_pieces
from lbedu.saving import Files, append_whole, refuse_existing, refuse_unappendable, refuse_unwritable
from lbedu.scorecard import Scorecard
from lbedu.wording import fit

_PIPE_WIDTH = 100
_PIECE = 4 << 20
"""Letters that are written at once."""


def show(text: str, stream: TextIO | None = None) -> None:
    """Write to a stream, unaccented where its encoding cannot show Vietnamese. A reader that has gone away is no fault.

    Raises UsageError where nothing can be written, as on a full disk."""
    stream = stream or sys.stdout
    _write(stream, fit(text, stream.encoding or "ascii"))


def show_as_utf8(text: str) -> None:
    """Write data to stdout: it is UTF-8 wherever it goes."""
    _write(sys.stdout, text.encode("utf-8"))


def show_paragraphs(text: str) -> None:
    """Write long lines as paragraphs of the page's width, each further line a little further in."""
    width = _width()
    lines = []
    for line in text.split("\n"):
        indent = line[: len(line) - len(line.lstrip(" "))]
        lines += textwrap.wrap(line, width, subsequent_indent=indent + "  ", break_long_words=False) or [line]
    show("\n".join(lines))


def _write(stream: TextIO, text: str | bytes) -> None:
    try:
        if isinstance(text, bytes):
            stream.flush()
            stream.buffer.write(text)
            stream.buffer.flush()
        else:
            stream.write(text)
            stream.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
    except OSError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
        raise UsageError(f"the output cannot be written ({error.strerror})") from error


def style_for(lang: str, to_file: bool = False) -> Style:
    """The style that suits stdout now, or a file."""
    encoding = "utf-8" if to_file else (sys.stdout.encoding or "ascii")
    terminal = sys.stdout.isatty() and not to_file
    colour = terminal and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    return Style("en" if lang == "en" else "vi", _PIPE_WIDTH if to_file else _width(), colour, encoding)


def _width() -> int:
    """The width of the terminal; of anything else a fixed one, unless COLUMNS says otherwise."""
    if sys.stdout.isatty() or "COLUMNS" in os.environ:
        return shutil.get_terminal_size((_PIPE_WIDTH, 24)).columns
    return _PIPE_WIDTH


def reporter_and_file(text: str) -> tuple[str, Path | None]:
    """What `NAME[:FILE]` asks for. Raises UsageError for an unknown name and for a file that cannot be written."""
    name, _, file = text.partition(":")
    if name not in REPORTERS:
        raise UsageError(f"no reporter {name!r} (there are: {', '.join(REPORTERS)})")
    return name, file_of(name, file) if file or REPORTERS[name].suffix else None


def file_of(name: str, file: str) -> Path:
    """The file that a reporter is to write, which can be written and has the ending that its programs ask for."""
    suffix = REPORTERS[name].suffix
    endings = (suffix,) if suffix else REPORTERS[name].endings
    path = Path(file)
    if endings and path.suffix.lower() not in endings:
        shown = " or ".join(endings)
        raise UsageError(f"the {name} is written to a file whose name ends in {shown}, not to {file or 'stdout'}")
    refuse_unwritable(path)
    if suffix:
        refuse_other_workbook(path)
    return path


def new_file(output: str) -> Path:
    """Where a blank is to be written. Raises UsageError where that cannot be, or where something lies that may be filled in."""
    path = Path(output)
    refuse_existing(path)
    return path


def refuse_other_workbook(file: Path) -> None:
    """Raises UsageError where a workbook lies already that is no output of ours: it may be somebody's report."""
    from lbedu.own_form import OUTPUTS
    from lbedu.reading.layout import stamp_of
    from lbedu.reading.workbook import Unreadable, open_workbook

    if not os.path.exists(file):
        return
    try:
        ours = stamp_of(open_workbook(file)).get("lbedu") in OUTPUTS
    except Unreadable:
        ours = False
    if not ours:
        raise UsageError(f"{file.as_posix()} is no summary of lbedu: choose another name, or delete it first")


def refuse_mended(file: Path) -> None:
    """Raises UsageError where a file lies already that is no marked copy of ours, or one in which somebody has mended
    something: it may be all that there is of a report."""
    from lbedu.reading.marked_copy import is_untouched, marked
    from lbedu.reading.workbook import Unreadable, open_workbook

    if not os.path.exists(file):
        return
    try:
        book = open_workbook(file)
        mark = marked(book)
        ours = mark is not None and is_untouched(book, mark)
    except Unreadable:
        ours = False
    if not ours:
        raise UsageError(
            f"{file.as_posix()} is no marked copy as lbedu made it: choose another name, or delete it first"
        )


def rule_file_of(card: Scorecard, targets: str | None) -> str:
    """The rule file of a run: read as well, and never to be overwritten."""
    from lbedu.directive.load import find_rule_file

    return str(find_rule_file(card.directive.year, None if targets is None else Path(targets)))


def step_summary(names: Iterable[str]) -> Path | None:
    """The file in which GitHub Actions takes the summary of a step, where a reporter for it is asked and this is such a step.

    Raises UsageError where it cannot be written."""
    file = os.environ.get("GITHUB_STEP_SUMMARY")
    if not file or "github" not in names:
        return None
    refuse_unappendable(Path(file))
    return Path(file)


def _append_summary(card: Scorecard, file: Path, lang: str) -> None:
    """A scorecard behind what stands in the summary of a step. Raises UsageError where the file cannot be written."""
    from lbedu.reporters.as_markdown import SUMMARY_BYTES, summary

    there = file.stat().st_size if file.exists() else 0
    text = summary(card, style_for(lang, to_file=True), SUMMARY_BYTES - there)
    append_whole(file, (("\n" if there else "") + text).encode("utf-8"))


def refuse_inputs(files: list[Path], inputs: tuple[str, ...]) -> None:
    """Raises UsageError where an output would overwrite something that was read, or another output."""
    for i, file in enumerate(files):
        if any(_place(file) == _place(other) for other in files[:i]):
            raise UsageError(f"{file.as_posix()}: two reporters cannot write one file")
        for name in inputs:
            if os.path.exists(file) and os.path.exists(name) and file.samefile(name):
                raise UsageError(f"{file.as_posix()} is one of the files that are read")


def _place(file: Path) -> str:
    """Where a file is written, through links and whatever its capitals: not every system tells names apart by them."""
    return os.path.realpath(file).casefold()


def deliver(card: Scorecard, wanted: Iterable[tuple[str, Path | None]], lang: str, step: Path | None = None) -> None:
    """A scorecard through reporters, to files and to stdout, and behind the summary of a step. No file is changed before all
    is written. Raises UsageError where something cannot be."""
    with Files() as files:
        for name, file in wanted:
            style = style_for(lang, to_file=file is not None)
            if file is not None and REPORTERS[name].suffix:
                files.write(file, file_reporter(name)(card, style))
                continue
            texts = _large(text_in_pieces(name)(card, style))
            if file is not None:
                files.write(file, (text.encode("utf-8") for text in texts))
                continue
            for text in texts:
                if REPORTERS[name].utf8:
                    show_as_utf8(text)
                else:
                    show(text)
        if step is not None:
            _append_summary(card, step, lang)


def _large(pieces: Iterable[str]) -> Iterator[str]:
    """Pieces joined to large ones. What most runs say is one: nothing of it is written before all of it is made."""
    held: list[str] = []
    size = 0
    for piece in pieces:
        held.append(piece)
        size += len(piece)
        if size >= _PIECE:
            yield "".join(held)
            held, size = [], 0
    yield "".join(held)
