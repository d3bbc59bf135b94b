"""The documentation says what the program does: blocks, tables, links and commands are held against the real thing."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path
from typing import Any

import pytest
import typer

from lbedu.cli import app
from lbedu.directive import model
from lbedu.directive.directive import Directive
from lbedu.directive.load import load_directive
from lbedu.directive.part import Part, fields_of, key_of
from lbedu.errors import RuleFileError
from lbedu.examples import load_examples, try_example
from lbedu.problem_catalogue.catalogue import CATALOGUE
from lbedu.problem_catalogue.words import TITLES
from lbedu.reporters import REPORTERS
from lbedu.scorecard import Scorecard
from tests.cli.command import ran

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
PAGES = sorted([*ROOT.glob("*.md"), *DOCS.glob("*.md")])
HELP_WIDTH = "80"
_BLOCK = re.compile(r"^```([^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"(?<!!)\[[^\]\n]*\]\(([^)\s]+)\)")
_HELP = re.compile(r"<!-- help: (lbedu[a-z ]*) -->\n\n?```text\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_LEFT_OUT = "…"


@dataclass(frozen=True)
class Block:
    """A fenced block of a page, with the line its text begins in."""

    page: Path
    line: int
    info: str
    text: str

    def __str__(self) -> str:
        return f"{self.page.name}:{self.line}"


def blocks(page: Path, *infos: str) -> list[Block]:
    """The blocks of a page whose info string is one of these."""
    text = page.read_text(encoding="utf-8")
    found = [Block(page, text.count("\n", 0, one.start(2)) + 1, one[1], one[2]) for one in _BLOCK.finditer(text)]
    return [block for block in found if block.info in infos]


def prose(page: Path) -> str:
    """A page without its blocks."""
    return _BLOCK.sub("", page.read_text(encoding="utf-8"))


def everything() -> str:
    return "\n".join(page.read_text(encoding="utf-8") for page in PAGES)


# links


def _anchors(page: Path) -> set[str]:
    """The names that a forge gives to the headings of a page."""
    headings = re.findall(r"^#+ (.+)$", prose(page), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    for target in _LINK.findall(prose(page)):
        path, _, anchor = target.partition("#")
        if "://" in target:
            continue
        file = (page.parent / path).resolve() if path else page
        assert file.exists(), f"{page.name}: {target}"
        assert not anchor or anchor in _anchors(file), f"{page.name}: no heading for {target}"


@pytest.mark.parametrize("readme", ["README.md", "README.vi.md"])
def test_every_page_is_linked_from_the_readmes(readme: str) -> None:
    linked = set(_LINK.findall((ROOT / readme).read_text(encoding="utf-8")))
    assert {f"docs/{page.name}" for page in DOCS.glob("*.md")} <= {target.partition("#")[0] for target in linked}


# commands


def _commands(command: Any, path: str = "lbedu") -> Iterator[tuple[str, Any]]:
    inner = getattr(command, "commands", None)
    if inner is None:
        yield path, command
    for name, one in (inner or {}).items():
        yield from _commands(one, f"{path} {name}")


COMMANDS = dict(_commands(typer.main.get_command(app)))


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_and_option_is_documented(command: str) -> None:
    text = everything()
    assert command in text
    for parameter in COMMANDS[command].params:
        for name in (name for name in parameter.opts if name.startswith("--")):
            assert re.search(rf"{name}\b", text), f"{command} {name}"


def test_every_reporter_is_documented() -> None:
    assert all(f"--reporter {name}" in everything() for name in REPORTERS)


def _lbedu(words: list[str], folder: Path, width: str | None = None) -> tuple[int, str]:
    """Run the real command; exit code, and what it says on stdout and stderr. The same question is asked but once."""
    question = (*words, width or "")
    only_reads = any(word.startswith("samples/") for word in words) and not any(":" in word for word in words)
    if question not in _SAID or not only_reads:
        _SAID[question] = _really(words, folder, width)
    return _SAID[question]


_SAID: dict[tuple[str, ...], tuple[int, str]] = {}


def _really(words: list[str], folder: Path, width: str | None) -> tuple[int, str]:
    env = {key: value for key, value in os.environ.items() if key not in ("COLUMNS", "LBEDU_DEBUG")}
    env |= {"PYTHONUTF8": "1"} | ({"COLUMNS": width} if width else {})
    done = ran(words, folder, env, together=True)
    return done.returncode, done.stdout.decode("utf-8")


HELPS = [(page.name, *one.groups()) for page in PAGES for one in _HELP.finditer(page.read_text(encoding="utf-8"))]


@pytest.mark.parametrize(("page", "command", "shown"), HELPS, ids=[f"{page}: {command}" for page, command, _ in HELPS])
def test_help_is_current(page: str, command: str, shown: str, tmp_path: Path) -> None:
    code, said = _lbedu([*command.split()[1:], "--help"], tmp_path, HELP_WIDTH)
    said = said.replace("python -m lbedu", "lbedu")
    assert code == 0
    assert shown.rstrip() == said.rstrip(), f"{page}: copy `COLUMNS={HELP_WIDTH} {command} --help`"


def test_the_readme_shows_the_main_helps() -> None:
    assert {(page, command) for page, command, _ in HELPS} >= {("README.md", "lbedu"), ("README.md", "lbedu check")}


CONSOLE = [block for page in PAGES for block in blocks(page, "console")]


@pytest.mark.parametrize("block", CONSOLE, ids=str)
def test_console_blocks_are_real(block: Block, tmp_path: Path) -> None:
    """`$` starts a command, the lines below it are its output, `…` on a line of its own stands for any lines left out."""
    for name in ("samples", "targets"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    code = 0
    steps = [step.split("\n", 1) for step in re.split(r"^\$ ", block.text, flags=re.MULTILINE)[1:]]
    for (command, shown), following in zip(steps, [*(step[0] for step in steps[1:]), ""], strict=True):
        expected = shown.rstrip("\n")
        words = shlex.split(command)
        match words:
            case ["echo", "$?"]:
                assert str(code) == expected, f"{block}: exit code after which {command}"
                continue
            case ["python3", "dev.py", "sample"]:
                assert '"check", "samples/report.xlsx"' in (ROOT / "dev.py").read_text(encoding="utf-8")
                words = ["lbedu", "check", "samples/report.xlsx"]
            case ["mkdir" | "cp", *_]:
                subprocess.run(words, cwd=tmp_path, check=True)
                continue
            case _:
                pass
        assert words[0] == "lbedu", f"{block}: {command}"
        code, said = _lbedu(words[1:], tmp_path)
        assert code in (0, 1, 3, 4) or following == "echo $?", f"{block}: {command}: {code}\n{said}"
        if expected:
            _assert_shows(expected, said, f"{block}: {command}")


def _assert_shows(expected: str, said: str, where: str) -> None:
    """Every run of lines between two `…` stands in the output, whole and in this order."""
    lines = said.rstrip().split("\n")
    pieces: list[list[str]] = [[]]
    for line in expected.split("\n"):
        if line.strip() == _LEFT_OUT:
            pieces.append([])
        else:
            pieces[-1].append(line)
    at = 0
    for number, piece in enumerate(pieces):
        starts = range(at, len(lines) - len(piece) + 1) if number else range(1)
        found = next((start for start in starts if lines[start : start + len(piece)] == piece), None)
        assert found is not None, f"{where}\nnot found:\n{chr(10).join(piece)}\n--- in\n{said}"
        at = found + len(piece)
    assert not pieces[-1] or at == len(lines), f"{where}\nthere is more:\n{chr(10).join(lines[at:])}"


# Python


def _scripts() -> list[tuple[Block, str]]:
    """Every block of Python, and the block of text behind it, which is what it prints."""
    found = []
    for page in PAGES:
        both = blocks(page, "python", "text")
        for block, behind in zip_longest(both, both[1:]):
            if block.info == "python":
                found.append((block, behind.text if behind is not None and behind.info == "text" else ""))
    return found


@pytest.mark.parametrize(("block", "printed"), _scripts(), ids=lambda one: str(one) if isinstance(one, Block) else "")
def test_python_blocks_run_and_print_what_they_show(block: Block, printed: str) -> None:
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", block.text],
        cwd=ROOT,
        env=os.environ | {"PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, ""), f"{block}\n{done.stderr}"
    assert done.stdout == printed, str(block)


# exit codes


@pytest.mark.parametrize("page", [ROOT / "README.md", ROOT / "README.vi.md", DOCS / "exit-codes.md"], ids=str)
def test_every_exit_code_is_explained(page: Path) -> None:
    explained = re.findall(r"^\| \*{0,2}(\d+)\*{0,2} \|", page.read_text(encoding="utf-8"), re.MULTILINE)
    promised = re.findall(r"\b(\d) ", Scorecard.exit_code.__doc__ or "")
    assert set(promised) | {"2"} <= set(explained)
    assert page.name != "exit-codes.md" or {"70", "130"} <= set(explained)


# problems


def test_every_problem_is_documented_and_no_other() -> None:
    text = (DOCS / "problems.md").read_text(encoding="utf-8")
    sections = {one[1]: one[2] for one in re.finditer(r"^### `(\w+)`\n\n(.*?)(?=^##|\Z)", text, re.M | re.S)}
    assert set(sections) == set(CATALOGUE)
    assert list(sections) == list(CATALOGUE), "in the order of the catalogue"
    for code, section in sections.items():
        kind = CATALOGUE[code]
        assert section.startswith(f"**{kind.severity}** · {TITLES[code][0]} · {TITLES[code][1]}\n"), code
        assert re.findall(r"^\*\*(\w+)\.\*\* ", section, re.MULTILINE) == ["What", "Example", "Mend"], code


def test_the_vietnamese_guide_names_only_problems_that_there_are() -> None:
    text = (DOCS / "huong-dan.md").read_text(encoding="utf-8")
    named = re.findall(r"^\| `(\w+)` \|", text, re.MULTILINE)
    assert len(named) > 10
    assert set(named) <= set(CATALOGUE)


# rooms


def test_every_room_stands_in_the_architecture_and_no_other() -> None:
    text = (DOCS / "architecture.md").read_text(encoding="utf-8")
    shown = re.findall(r"^\| `(\w+)` \|", text, re.MULTILINE)
    rooms = [path.stem for path in (ROOT / "src/lbedu").rglob("*.py") if path.stem != "__init__"]
    assert set(shown) == set(rooms)
    assert len(shown) == len(rooms)


# rule files

RULES = DOCS / "rule-files.md"


def _keys_of(kind: type[Part]) -> dict[str, bool]:
    """The keys of a part, and whether they are needed; those of a target without the keys of every measure."""
    inherited = fields_of(model.Measure) if kind is model.TargetSpec else {}
    return {key_of(name): not hasattr(kind, name) for name in fields_of(kind) if name not in inherited}


def _top_level() -> tuple[list[Block], list[Block]]:
    """The fragments that make up the file, and those that are the body of a target."""
    keys = tuple(f"{key}:" for key in _keys_of(model.RuleFile))
    found = blocks(RULES, "yaml")
    return [b for b in found if b.text.startswith(keys)], [b for b in found if not b.text.startswith(keys)]


PARTS, BODIES = _top_level()


def _load(folder: Path, text: str) -> Directive:
    file = folder / "2030-2031.yaml"
    file.write_text(text, encoding="utf-8")
    return load_directive(file)


def _with_target(body: str) -> str:
    """The file of the page with one target, which has this body."""
    parts = [block.text for block in PARTS if not block.text.startswith("commitments:")]
    target = textwrap.indent(f"id: shown\ntitle: {{vi: x}}\n{body}", "      ")
    return "\n".join([*parts, "commitments:\n- id: 30-01\n  clause: A\n  title: {vi: x}\n  targets:\n    -\n" + target])


def test_the_parts_of_the_page_are_a_rule_file(tmp_path: Path) -> None:
    directive = _load(tmp_path, "\n".join(block.text for block in PARTS))
    used = {key for block in PARTS for key in re.findall(r"^(\w+):", block.text, re.MULTILINE)}
    assert used == set(_keys_of(model.RuleFile))
    assert [target.id for target in directive.targets] == ["five-year-olds-attending"]


@pytest.mark.parametrize("block", BODIES, ids=str)
def test_fragments_of_targets_load(block: Block, tmp_path: Path) -> None:
    assert len(_load(tmp_path, _with_target(block.text)).targets) == 1


@pytest.mark.parametrize("block", blocks(RULES, "yaml refused"), ids=str)
def test_refused_fragments_are_refused(block: Block, tmp_path: Path) -> None:
    with pytest.raises(RuleFileError) as caught:
        _load(tmp_path, _with_target(block.text))
    assert block.text.splitlines()[0].removeprefix("# ") in str(caught.value)


def test_examples_of_the_page_come_out_as_they_say(tmp_path: Path) -> None:
    directive = _load(tmp_path, "\n".join(block.text for block in PARTS))
    (block,) = blocks(RULES, "yaml examples")
    file = tmp_path / "examples.yaml"
    file.write_text(block.text, encoding="utf-8")
    trials = [try_example(directive, example) for example in load_examples(directive, file)]
    assert len(trials) > 3
    assert [trial.example.line for trial in trials if not trial.passed] == []


def test_every_part_of_the_language_is_shown() -> None:
    shown = "\n".join(block.text for block in [*BODIES, *blocks(RULES, "yaml refused")])
    keys = {key for key in _keys_of(model.Measure) if not re.search(rf"\b{key}: ?", shown)}
    assert keys <= {"less_than"}


# the scorecard as JSON


def _keys(data: Any) -> set[str]:
    if isinstance(data, dict):  # the keys below `by_option` are ids of the rule file
        return set(data) | {key for name, value in data.items() if name != "by_option" for key in _keys(value)}
    return {key for item in data for key in _keys(item)} if isinstance(data, list) else set()


def _schema_keys(schema: Any) -> set[str]:
    if isinstance(schema, list):
        return {key for item in schema for key in _schema_keys(item)}
    if not isinstance(schema, dict):
        return set()
    own = set(schema["properties"]) if isinstance(schema.get("properties"), dict) else set()
    return own | {key for value in schema.values() for key in _schema_keys(value)}


def test_every_key_of_the_json_is_documented() -> None:
    text = (DOCS / "json.md").read_text(encoding="utf-8")
    _, said = _lbedu(["check", "samples/districts/2021-2022-missed", "--reporter", "json"], ROOT)
    schema = json.loads((ROOT / "src/lbedu/reporters/scorecard.schema.json").read_text(encoding="utf-8"))
    documented = {key for span in re.findall(r"`([^`\n]+)`", text) for key in re.findall(r"\w+", span)}
    assert _keys(json.loads(said)) | _schema_keys(schema) <= documented
