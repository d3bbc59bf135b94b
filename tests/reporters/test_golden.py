"""What every reporter writes for the one fixed scorecard, letter for letter.

After a wanted change: `LBEDU_GOLDEN=write python -m pytest tests/reporters`, then read the difference before committing it."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from lbedu.reporters import REPORTERS, Style, text_reporter
from lbedu.scorecard import Scorecard

GOLDEN = Path(__file__).parent / "golden"
STYLES = {
    "vi-80": Style("vi", 80),
    "en-120": Style("en", 120),
    "vi-cp1258": Style("vi", 100, False, "cp1258"),
    "en-ascii": Style("en", 80, False, "ascii"),
}
TEXTS = [name for name, format_ in REPORTERS.items() if not format_.suffix]
CASES = [
    (name, view, style)
    for name in TEXTS
    for view in ("district", "listed", "units")
    for style in STYLES
    if name in ("table", "json") or style in ("vi-80", "en-120")  # others no width and no encoding changes
]


@pytest.mark.parametrize(("name", "view", "style"), CASES)
def test_the_text_is_the_golden_one(name: str, view: str, style: str, request: pytest.FixtureRequest) -> None:
    card: Scorecard = request.getfixturevalue(view)
    text = text_reporter(name)(card, STYLES[style])
    if name == "json":
        text = re.sub(r'"(sha256|lbedu)": "[^"]+"', r'"\1": "…"', text)
    if name in ("junit", "sarif"):
        text = re.sub(
            r'("(?:version|rule_file_sha256)": |name="(?:lbedu|rule_file_sha256)" value=)"[^"]+"', r'\1"…"', text
        )
    if name == "html":
        text = re.sub(r"(?s)(<style>|<script>).*?(</style>|</script>)", r"\1…\2", text)
        text = re.sub(r"sha256-[^']+|\b[0-9a-f]{64}\b|(?<=lbedu )\d[\w.]*", "…", text)
    path = GOLDEN / f"{name}-{view}-{style}.txt"
    if os.environ.get("LBEDU_GOLDEN") == "write":
        path.write_bytes(text.encode("utf-8"))
    assert text == path.read_bytes().decode("utf-8")


def test_no_golden_text_is_left_over() -> None:
    assert {path.stem for path in GOLDEN.iterdir()} == {"-".join(case) for case in CASES}


@pytest.mark.parametrize("view", ["district", "listed", "units"])
@pytest.mark.parametrize("name", TEXTS)
def test_the_same_scorecard_gives_the_same_text(name: str, view: str, request: pytest.FixtureRequest) -> None:
    card = request.getfixturevalue(view)
    assert len({text_reporter(name)(card, STYLES["vi-80"]) for _ in range(3)}) == 1


@pytest.mark.parametrize("width", [40, 57, 80, 100, 131, 200])
def test_colours_change_nothing_but_the_colours(width: int, district: Scorecard, units: Scorecard) -> None:
    for card in (district, units):
        coloured = text_reporter("table")(card, Style("vi", width, colour=True))
        plain = text_reporter("table")(card, Style("vi", width))
        shown = re.sub("\x1b\\[[0-9;]*m", "", coloured)
        assert [line.rstrip() for line in shown.split("\n")] == plain.split("\n")


@pytest.mark.parametrize("width", [40, 60, 80, 100, 140, 200])
def test_no_line_is_wider_than_the_page_and_nothing_is_cut(width: int, district: Scorecard) -> None:
    text = text_reporter("table")(district, Style("vi", width))
    assert max(len(line) for line in text.split("\n")) <= width
    assert "…" not in text


def test_what_was_understood_names_its_file_unless_there_is_but_one(district: Scorecard, units: Scorecard) -> None:
    for card, inputs, shown in (
        (district, ("1.xlsx", "2.xlsx"), "1.xlsx, 'Số liệu'!E9:"),
        (units, ("1.xlsx",), "  'Số liệu'!E9:"),
    ):
        text = text_reporter("table")(card._replace(readings=card.readings[:1], inputs=inputs), Style("vi", 200))
        assert f"{shown} “1.250”" in text


def test_foreign_text_is_shown_and_does_nothing(district: Scorecard, units: Scorecard) -> None:
    for card in (district, units):
        text = text_reporter("table")(card, Style("vi", 200, colour=False))
        assert "\x1b" not in text
        assert "\u202e" not in text
        assert "[red]Hoa[/] =1+1" in text
        assert "[bold]n/a\\x1b" in text


def test_colour_is_asked_for_and_not_guessed(district: Scorecard) -> None:
    assert "\x1b[" in text_reporter("table")(district, Style("vi", 80, colour=True))
    assert "\x1b" not in text_reporter("table")(district, Style("vi", 80))
