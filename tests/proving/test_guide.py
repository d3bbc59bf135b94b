"""The Vietnamese guide of the author: its blocks, from the top down, are the files that it says, and its commands say so."""

from __future__ import annotations

import re
import shlex
from contextlib import chdir
from pathlib import Path

import pytest

from lbedu.linting.as_text import render
from lbedu.linting.linter import lint
from tests.cli.command import lbedu

PAGE = (Path(__file__).parents[2] / "docs" / "soan-chi-tieu.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```([^\n]*)\n(.*?)^```$", PAGE, re.M | re.S)
YEAR = "2032-2033.yaml"
INSTEAD_OF = "# thay cho: "
LEFT_OUT = "…"


class Author:
    """Does what the page says, block by block, in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        (folder / "examples").mkdir()
        self.examples: dict[str, list[str]] = {}
        self.slip = ""
        """A wrong line, with what it stands in the place of."""
        self.passing = ""
        """Examples for the next command alone."""
        self.done: list[str] = []

    def follow(self, info: str, text: str) -> None:
        match info:
            case "yaml":
                with (self.folder / YEAR).open("a", encoding="utf-8") as rules:
                    rules.write(text)
            case "text van-ban.txt":
                (self.folder / "van-ban.txt").write_text(text, encoding="utf-8")
            case "yaml ví-dụ" | "yaml ví-dụ thêm":
                self.add(text)
            case "yaml ví-dụ sai":
                self.passing = text
            case "yaml lý-do":
                (self.folder / "examples" / YEAR.replace(".yaml", ".survivors.yaml")).write_text(text, encoding="utf-8")
            case "yaml sai" | "yaml sai van-ban.txt":
                self.slip = text
                self.directive = info.endswith("van-ban.txt")
            case "text":
                self.read_the_slip(text)
            case "console ke-hoach":
                self.run(text)
            case "console":
                return  # run with the blocks of all pages
            case _:
                raise AssertionError(info)
        self.done.append(info)

    def add(self, text: str) -> None:
        """Examples come under their targets, old ones and new ones together."""
        for line in text.splitlines():
            if not line.startswith(" "):
                current = self.examples.setdefault(line, [])
            else:
                current.append(line)
        written = "".join("\n".join([target, *lines]) + "\n" for target, lines in self.examples.items())
        (self.folder / "examples" / YEAR).write_text(written, encoding="utf-8")

    def read_the_slip(self, shown: str) -> None:
        """Lint says of the slip what the page shows, and nothing of the file without it."""
        assert self.slip, shown
        first, wrong = self.slip.split("\n", 1)
        right = (self.folder / YEAR).read_text(encoding="utf-8")
        line = first.removeprefix(INSTEAD_OF)
        assert first.startswith(INSTEAD_OF)
        assert line in right, line
        (self.folder / YEAR).write_text(right.replace(line, wrong.rstrip("\n"), 1), encoding="utf-8")
        with chdir(self.folder):  # as the command does it, which takes its time to start
            said = render(lint([Path(YEAR)], Path("van-ban.txt") if self.directive else None), "vi")
        (self.folder / YEAR).write_text(right, encoding="utf-8")
        same(shown, said)
        self.slip = ""

    def run(self, text: str) -> None:
        kept = {target: list(lines) for target, lines in self.examples.items()}
        if self.passing:
            self.add(self.passing)
        code = 0
        for step in re.split(r"^\$ ", text, flags=re.M)[1:]:
            command, shown = step.split("\n", 1)
            words = shlex.split(command)
            if command == "echo $?":
                assert str(code) == shown.strip(), command
            elif words[0] == "mkdir":
                (self.folder / words[1]).mkdir()
            else:
                assert words[0] == "lbedu"
                ended = lbedu(*words[1:], cwd=self.folder)
                code = ended.code
                if shown.strip():
                    same(shown, ended.out + ended.err)
        if self.passing:
            self.examples, self.passing = kept, ""
            self.add("")


def same(shown: str, said: str) -> None:
    """What is shown is what is said, but for what is left out of it at the beginning."""
    shown, said = shown.rstrip(), said.rstrip()
    if shown.startswith(LEFT_OUT):
        shown = shown.removeprefix(LEFT_OUT).lstrip("\n")
        assert said.lstrip("\n").endswith(shown), f"{shown}\n--- is not the end of\n{said}"
    else:
        assert shown == said


@pytest.fixture(scope="module")
def author(tmp_path_factory: pytest.TempPathFactory) -> Author:
    """Whoever has followed the page to its end."""
    author = Author(tmp_path_factory.mktemp("ke-hoach"))
    for info, text in BLOCKS:
        author.follow(info, text)
    return author


def test_the_page_does_what_it_says(author: Author) -> None:
    count = {info: author.done.count(info) for info in author.done}
    assert count["yaml sai"] >= 10
    assert count["console ke-hoach"] >= 9
    assert (author.slip, author.passing) == ("", "")


def test_what_was_made_is_filled_in_and_checked(author: Author) -> None:
    """The last advice of the page: a form of the year, as it goes out, is a report of it."""
    ended = lbedu("check", "bieu-phuong.xlsx", "--targets", YEAR, cwd=author.folder)
    assert ended.code == 3
    assert "Năm học 2032-2033 · Kế hoạch 21/KH-UBND" in ended.out
