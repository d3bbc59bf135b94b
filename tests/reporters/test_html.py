"""Reporter `html`: valid, whole by itself, of the same opinion as the other reporters, harmless whatever the workbooks hold."""

from __future__ import annotations

import base64
import hashlib
import re
from collections import Counter
from itertools import pairwise
from typing import Any
from xml.etree.ElementTree import Element

import pytest

from lbedu.reporters.webpage import answers, charts, content, lists
from lbedu.scorecard import Scorecard
from lbedu.wording import harmless
from tests.reporters.hostile import HOSTILE, hostile
from tests.reporters.pages import document, having, page_of, tree, words
from tests.thorough import THOROUGH

CARDS = ("district", "listed", "units", "whole_district", "one_report", "several_reports", "empty")
LARGE = ("whole_district", "several_reports")
LANGS = ("vi", "en")
pytestmark = pytest.mark.thorough
PAGES = [(card, lang) for card in CARDS for lang in LANGS if THOROUGH or lang == "vi" or card not in LARGE]


@pytest.fixture(params=PAGES, ids="-".join, scope="module")
def shown(request: pytest.FixtureRequest) -> tuple[Scorecard, str, str, Element]:
    """A scorecard, a language, its page and the page's tree."""
    name, lang = request.param
    card: Scorecard = request.getfixturevalue(name)
    text = page_of(card, lang)
    return card, lang, text, tree(text)


def test_names_and_references_hold(shown: tuple[Scorecard, str, str, Element]) -> None:
    _, lang, _, root = shown
    ids = [element.attrib["id"] for element in having(root, "id")]
    assert len(ids) == len(set(ids))
    assert {one.attrib["href"][1:] for one in root.iter("a")} <= set(ids)
    assert {one.attrib["aria-labelledby"] for one in having(root, "aria-labelledby")} <= set(ids)
    assert {one.attrib["for"] for one in having(root, "for")} <= set(ids)
    assert root.attrib["lang"] == lang
    levels = [int(one.tag[1]) for one in root.iter() if re.fullmatch("h[1-6]", str(one.tag))]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert all(one.get("scope") in ("col", "row") for one in root.iter("th"))
    assert all(
        words(one) for tag in ("th", "h1", "h2", "h3", "summary", "label", "option", "title") for one in root.iter(tag)
    )


def test_nothing_comes_from_elsewhere_and_nothing_else_may_run(shown: tuple[Scorecard, str, str, Element]) -> None:
    _, _, text, root = shown
    assert [one.tag for one in having(root, "src")] == []
    assert [one.attrib["href"] for one in having(root, "href") if not one.attrib["href"].startswith("#")] == ["data:,"]
    assert not [name for one in root.iter() for name in one.attrib if name.startswith("on") or name == "style"]
    assert "://" not in re.sub(r"(?s)<main.*</footer>", "", text)
    policy = next(one.attrib["content"] for one in having(root, "http-equiv", "Content-Security-Policy"))
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    assert rules["default-src"] == rules["base-uri"] == rules["form-action"] == "'none'"
    for tag in ("style", "script"):
        (element,) = root.iter(tag)
        digest = base64.b64encode(hashlib.sha256((element.text or "").encode()).digest()).decode()
        assert rules[f"{tag}-src"] == f"'sha256-{digest}'"


def _told(element: Element) -> tuple[str, ...]:
    """Clause, title, what is required and the verdict's word of a row."""
    row = next(element.iter("tr"))
    cells = {one.get("class", "title"): one for one in row}
    badge = next(one for one in having(cells["verdict"], "class") if "badge" in one.attrib["class"])
    return *(words(cells[name]) for name in ("clause", "title", "required")), element.attrib["data-o"], words(badge)


def _expected(item: dict[str, Any], lang: str) -> tuple[str, ...]:
    leads = {"strive": ("phấn đấu: ", "strive: "), "encourage": ("khuyến khích: ", "encouraged: ")}
    lead = leads.get(item.get("strength", ""), ("", ""))[0 if lang == "vi" else 1]
    outcome = item.get("outcome", "waiting")
    word = {
        "met": ("✓ Đạt", "✓ Met"),
        "missed": ("✗ Không đạt", "✗ Missed"),
        "undecided": ("? Chưa đủ số liệu", "? Undecided"),
        "not_applicable": ("– Không áp dụng", "– Not applicable"),
        "waiting": ("Không xét riêng", "Not judged alone"),
    }[outcome][0 if lang == "vi" else 1]
    required = "; ".join(dict.fromkeys(item["required"].split("; ")))
    return item["clause"], item["title"], lead + required, outcome, word + (" *" if item.get("by_word") else "")


def test_the_verdicts_are_those_of_the_json(shown: tuple[Scorecard, str, str, Element]) -> None:
    card, lang, _, root = shown
    data = document(card, "vi" if lang == "vi" else "en")
    if card.view == "district":
        assert [_told(one) for one in having(root, "data-kind", "target")] == [
            _expected(v, lang) for v in data["verdicts"]
        ]
        own = document(
            card._replace(verdicts=card.unit_verdicts, waiting=card.unit_waiting), "vi" if lang == "vi" else "en"
        )
    else:
        assert not list(having(root, "data-kind", "target"))
        own = data
    strengths = {target.id: target.spec.strength for target in card.directive.targets}
    waiting = [{**item, "strength": strengths[item["target"]]} for item in own["waiting"]]
    told = Counter(_told(one) for one in having(root, "data-kind", "own"))
    assert told == Counter(_expected(item, lang) for item in (*own["verdicts"], *waiting))
    tiles = [words(one) for one in having(root, "class") if one.attrib["class"].startswith("tile ")]
    count = Counter(verdict["outcome"] for verdict in data["verdicts"])
    for outcome in ("met", "missed", "undecided", "not_applicable"):
        assert (
            f"{_expected({'outcome': outcome, 'clause': '', 'title': '', 'required': ''}, lang)[4][0]} {count[outcome]} "
            in " ".join(tiles)
        )


def test_every_problem_reading_and_absent_unit_is_told(shown: tuple[Scorecard, str, str, Element]) -> None:
    card, lang, _, root = shown
    language: Any = lang
    told = " ".join(words(one) for one in having(root, "data-kind", "problem"))
    assert sum(int(one.attrib["data-n"]) for one in having(root, "data-kind", "problem")) == len(card.problems)
    for problem in card.problems:
        alike = sum(p.code == problem.code and p.place.file == problem.place.file for p in card.problems)
        assert problem.code in told
        assert alike > 3 or " ".join(problem.text(language, "message").split()) in told
        assert alike > 3 or " ".join(problem.text(language, "fix").split("\n")[0].split()) in told
    readings = [words(one) for one in having(root, "data-kind", "reading")]
    assert len(readings) == len(card.readings)
    assert all(harmless(one.found) in text for one, text in zip(card.readings, readings, strict=True))
    absent = {words(next(one.iter("th"))) for one in having(root, "data-kind", "absent")}
    assert len(absent) == len(card.absent)
    assert all(any(harmless(one.unit.name) in name for name in absent) for one in card.absent)


def test_sources_of_every_verdict_are_told(whole_district: Scorecard) -> None:
    root = tree(page_of(whole_district))
    data = document(whole_district, "vi")
    for row, verdict in zip(having(root, "data-kind", "target"), data["verdicts"], strict=True):
        told = " ".join(words(one) for one in having(row, "class", "sources"))
        assert {place["file"] for place in verdict["sources"]} == {
            words(one) for box in having(row, "class", "sources") for one in having(box, "class", "file")
        }
        cells = Counter(re.findall(r"!([A-Z]+[0-9]+)", told))
        assert cells == Counter(place["cell"] for place in verdict["sources"] if place["cell"])


# hostile texts


def test_what_comes_from_outside_is_text_and_nothing_else(
    district: Scorecard, listed: Scorecard, units: Scorecard
) -> None:
    for card in (district, listed, units):
        for lang in LANGS:
            plain, text = tree(page_of(card, lang)), page_of(hostile(card), lang)
            root = tree(text)
            assert Counter(
                str(one.tag) for one in root.iter() if one.tag in ("script", "style", "img", "b", "main")
            ) == Counter(str(one.tag) for one in plain.iter() if one.tag in ("script", "style", "img", "b", "main"))
            assert not [name for one in root.iter() for name in one.attrib if name.startswith("on")]
            assert not [one for one in having(root, "href") if "script" in one.attrib["href"]]
            assert "\u202e" not in text
            told = words(root)
            for evil in HOSTILE:
                assert " ".join(harmless(evil).split()) in told


# bounds


def test_what_is_left_out_is_said(
    whole_district: Scorecard, several_reports: Scorecard, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module, name, value in (
        (content, "SOURCE_ROWS", 1),
        (content, "OWN_ROWS", 50),
        (content, "FILES", 3),
        (answers, "HELD", 2),
        (charts, "CHARTED", 3),
        (lists, "PROBLEMS", 4),
        (lists, "LISTED", 1),
    ):
        monkeypatch.setattr(module, name, value)
    for card in (whole_district, several_reports):
        root = tree(page_of(card))
        rows = list(having(root, "data-kind", "own"))
        left = sum(
            int(found[1].replace(".", ""))
            for one in having(root, "class", "left")
            if (found := re.match(r"Còn ([\d.]+) kết quả không ghi ở trang này", words(one)))
        )
        assert len(rows) <= 50
        assert len(rows) + left == len(card.by_unit)
        assert "chỗ nào bỏ bớt đều nói rõ" in words(root)
    root = tree(page_of(whole_district))
    said = " ".join(words(one) for one in having(root, "class", "left"))
    assert f"Còn {len(whole_district.problems) - 4} chỗ sai không ghi" in said
    assert f"Còn {len(whole_district.readings) - 1} dòng không ghi" in said
    assert f"Còn {len(whole_district.inputs) - 3} tệp không ghi" in said
    assert "--view units --reporter json" in said
    for one in having(root, "data-kind", "target"):
        assert sum(row.get("scope") == "row" for row in one.iter("th")) <= 1 + 10


def test_an_ordinary_district_is_told_in_full(whole_district: Scorecard) -> None:
    text = page_of(whole_district)
    assert not list(having(tree(text), "class", "left"))
    assert len(text.encode()) < 4_000_000
