"""A year as a document: nothing of it is lacking, both formats say the same, it fits paper and phone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from lbedu.directive.describe import computation
from lbedu.directive.directive import Directive
from lbedu.directive.expression import fields_of, parts
from lbedu.directive.facts import required
from lbedu.directive.load import available, load_directive
from lbedu.directive.model import Language
from lbedu.handbook import as_html, as_markdown
from lbedu.handbook.content import handbook
from tests.browser import chromium, needs_chromium, opened
from tests.cli.command import lbedu
from tests.linting.test_rules import YEAR
from tests.reporters.pages import having, tree, words

YEARS = {year: load_directive(path) for year, path in available().items()}
LANGUAGES: tuple[Language, ...] = ("vi", "en")
BOTH = [(year, lang) for year in YEARS for lang in LANGUAGES]
HOSTILE = "<img src=x onerror=alert(1)> [a](javascript:alert) *b* |c| \u202e"


def page(directive: Directive, lang: Language) -> str:
    return as_html.render(handbook(directive, lang), lang)


def plain(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize(("year", "lang"), BOTH)
def test_every_commitment_has_its_section_in_order(year: str, lang: Language) -> None:
    directive = YEARS[year]
    root = tree(page(directive, lang))
    articles = {one.attrib["id"]: words(one) for one in root.iter("article")}
    assert list(articles) == [one.id for one in directive.file.commitments]
    for one in directive.file.commitments:
        text = articles[one.id]
        assert plain(one.title.get(lang)) in text and plain(one.clause) in text
        reasons = (one.not_checked.get(lang) if one.not_checked else None, one.same_as)
        assert all(plain(reason) in text for reason in reasons if reason), one.id


@pytest.mark.parametrize(("year", "lang"), BOTH)
def test_every_target_is_told_in_full(year: str, lang: Language) -> None:
    directive = YEARS[year]
    html = tree(page(directive, lang))
    for target in directive.targets:
        (element,) = having(html, "id", f"target-{target.id}")
        text = words(element)
        steps = [line for leaf in parts(target.measure) for line in computation(directive, leaf, lang)]
        note = [target.spec.note.get(lang)] if target.spec.note else []
        for told in (required(directive, target, lang), *steps, *note):
            assert plain(told) in text, target.id
        for form, field in fields_of(target.measure):
            assert re.search(rf"\b{directive.field(form, field).code}\b", text), f"{target.id}: {field}"


@pytest.mark.parametrize(("year", "lang"), BOTH)
def test_every_figure_is_listed_with_what_uses_it(year: str, lang: Language) -> None:
    directive = YEARS[year]
    book = handbook(directive, lang)
    for form in book.forms:
        rows = {row.code: row for group in form.groups for row in group.rows}
        fields = directive.forms[form.name].by_id
        assert len([row for group in form.groups for row in group.rows]) == len(fields)
        for name, field in fields.items():
            using = [t.commitment.id for t in directive.targets if (form.name, name) in fields_of(t.measure)]
            alike = [one for one in fields.values() if one.code == field.code]
            if len(alike) == 1:
                assert rows[field.code].used == tuple(dict.fromkeys(using))
                assert rows[field.code].used or rows[field.code].otherwise


@pytest.mark.parametrize(("year", "lang"), BOTH)
def test_markdown_says_what_the_page_says(year: str, lang: Language) -> None:
    book = handbook(YEARS[year], lang)
    shown = re.sub(r"\\(.)|</?span>", r"\1", as_markdown.render(book, lang))
    text = plain(unescape(shown))
    for chapter in book.chapters:
        for section in chapter.sections:
            assert f"### {section.id} {section.title}" in text
            for fact in (*section.instead, *(fact for one in section.indicators for fact in one.facts)):
                assert all(plain(line) in text for line in fact.lines)
    for form in book.forms:
        assert form.title in text
        assert all(row.label in text for group in form.groups for row in group.rows)


@pytest.mark.parametrize(("year", "lang"), BOTH)
def test_links_lead_to_what_they_name(year: str, lang: Language) -> None:
    root = tree(page(YEARS[year], lang))
    ids = [one.attrib["id"] for one in having(root, "id")]
    assert len(ids) == len(set(ids))
    targets = {one.attrib["href"] for one in root.iter("a")}
    assert len(targets) > 30
    assert {target.removeprefix("#") for target in targets} <= set(ids)


def hostile(tmp_path: Path) -> Directive:
    file = tmp_path / "2030-2031.yaml"
    text = re.sub(r"(title: \{vi: )[^,}]+", lambda found: found[1] + repr(HOSTILE.replace("\u202e", "")), YEAR)
    file.write_text(text, encoding="utf-8")
    return load_directive(file)


def test_texts_of_a_rule_file_are_never_markup(tmp_path: Path) -> None:
    directive = hostile(tmp_path)
    root = tree(page(directive, "vi"))
    assert not list(root.iter("img")) and not list(root.iter("script"))
    assert words(root).count("<img src=x onerror=alert(1)>") >= 3
    markdown = as_markdown.render(handbook(directive, "vi"), "vi")
    assert "&lt;img src=x" in markdown
    assert not re.search(r"<img|(?<!\\)\[a|(?<!\\)\*b", markdown)


def test_the_same_rules_give_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a.html", "b.html", "a.md", "b.md"):
        ended = lbedu("targets", "docs", "2021-2022", "-o", name, cwd=tmp_path)
        assert (ended.code, ended.out, ended.err) == (0, "", f"{name}\n")
    assert (tmp_path / "a.html").read_bytes() == (tmp_path / "b.html").read_bytes()
    assert (tmp_path / "a.md").read_bytes() == (tmp_path / "b.md").read_bytes()
    assert (tmp_path / "a.html").read_text(encoding="utf-8").startswith("<!doctype html>")
    ended = lbedu("targets", "docs", "2021-2022", env={"PYTHONIOENCODING": "latin-1"})
    assert (ended.code, ended.raw) == (0, (tmp_path / "a.md").read_bytes())
    ended = lbedu("targets", "docs", "2021-2022", "--format", "html")
    assert (ended.code, ended.raw) == (0, (tmp_path / "a.html").read_bytes())


WRONG = [
    (["2021-2022", "--format", "pdf"], "--format is html or markdown, not 'pdf'"),
    (["2021-2022", "-o", "x.docx"], "x.docx: the name ends in .html or .md, or --format says which it is"),
    (["2021-2022", "-o", "x.md", "--format", "html"], "x.md: the name says markdown, and --format says html"),
    (["2021-2022", "-o", "no/x.md"], "no: no such folder"),
    (["2021-2022", "--lang", "fr"], "--lang is vi or en, not 'fr'"),
    (["1999-2000"], "1999-2000"),
    (["2030-2031.yaml", "-o", "2030-2031.yaml", "--format", "html"], "2030-2031.yaml is the rule file that is read"),
]


@pytest.mark.parametrize(("arguments", "said"), WRONG)
def test_wrong_usage_is_said_and_writes_nothing(arguments: list[str], said: str, tmp_path: Path) -> None:
    (tmp_path / "2030-2031.yaml").write_text(YEAR, encoding="utf-8")
    ended = lbedu("targets", "docs", *arguments, cwd=tmp_path)
    assert (ended.code, ended.out) == (2, "")
    assert said in ended.err and "Traceback" not in ended.err
    assert [one.name for one in tmp_path.iterdir()] == ["2030-2031.yaml"]
    assert (tmp_path / "2030-2031.yaml").read_text(encoding="utf-8") == YEAR


def test_a_broken_rule_file_is_refused_with_its_mistakes(tmp_path: Path) -> None:
    (tmp_path / "2030-2031.yaml").write_text(YEAR.replace("at_least", "at_lest", 1), encoding="utf-8")
    ended = lbedu("targets", "docs", "2030-2031.yaml", cwd=tmp_path)
    assert (ended.code, ended.out) == (2, "")
    assert "at_lest" in ended.err


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started


@needs_chromium
@pytest.mark.parametrize(
    "viewport", [{"width": 360, "height": 740}, {"width": 1280, "height": 900}], ids=["phone", "desk"]
)
def test_it_fits_the_screen_and_asks_for_nothing(viewport: Any, browser: Browser, tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    file.write_text(page(YEARS["2021-2022"], "vi"), encoding="utf-8")
    with opened(browser, file, viewport=viewport) as shown:
        assert shown.evaluate("document.documentElement.scrollWidth") == viewport["width"]
        shown.emulate_media(media="print")
        assert not shown.locator("nav").is_visible()
        assert shown.locator("article").count() == 89
