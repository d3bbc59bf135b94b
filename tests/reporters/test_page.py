"""The page of reporter `html` in a browser: what is filtered, reached by keyboard, heard, printed, and seen on a phone."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path
from typing import Any, cast

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Browser, Page

from lbedu.scorecard import Scorecard
from tests.browser import chromium, needs_chromium, opened
from tests.reporters.hostile import HOSTILE, hostile
from tests.reporters.pages import bare, document, page_of
from tests.thorough import some

pytestmark = [needs_chromium, pytest.mark.thorough]
CARDS = ("listed", "one_report", "units", "district", "empty", "several_reports", "whole_district")
TARGETS_SHOWN = "[...document.querySelectorAll('[data-kind=target]')].filter(one => !one.hidden).map(one => one.id)"
PHONE = {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 1, "is_mobile": True, "has_touch": True}
OUTCOMES = ("met", "missed", "undecided", "not_applicable", "waiting")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started


@pytest.fixture(scope="module")
def file(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """The page of a scorecard by its name and language, as `listed-vi`; that of `evil` has hostile texts."""
    folder = tmp_path_factory.mktemp("pages")

    def made(name: str) -> Path:
        path = folder / f"{name}.html"
        if not path.exists():
            card, lang = name.split("-")
            evil = card == "evil"
            found: Scorecard = request.getfixturevalue("listed" if evil else card)
            path.write_text(page_of(hostile(found) if evil else found, lang), encoding="utf-8")
        return path

    return made


# what is found, held against the JSON


class Sought(dict[str, Any]):
    """What is asked of the filters: `q`, `unit` (a label), `clause` (a label), `outcomes`."""


def ask(page: Page, sought: Sought) -> None:
    """Set the filters as a person does, and wait until the page has followed."""
    page.locator("#filters [type=reset]").click()
    if "unit" in sought:
        page.locator("#unit").select_option(label=sought["unit"])
    if "clause" in sought:
        page.locator("#clause").select_option(label=sought["clause"])
    for outcome in OUTCOMES:
        box = page.locator(f"#filters input[value={outcome}]")
        if outcome not in sought.get("outcomes", OUTCOMES) and box.count():
            box.uncheck()
    if "q" in sought:
        page.locator("#q").fill(sought["q"])
        page.wait_for_timeout(180)
    page.evaluate("new Promise(done => setTimeout(() => setTimeout(done)))")  # behind all that the page has put off


def shown(page: Page, kind: str) -> list[dict[str, Any]]:
    """Every item of a kind: whether it is shown, whose it is, and its texts but for its sources."""
    script = """kind => [...document.querySelectorAll(`[data-kind=${kind}]`)].map(element => {
        const copy = element.cloneNode(true);
        for (const part of copy.querySelectorAll('.sources')) part.remove();
        const box = element.closest('[data-box]');
        const name = box && box.querySelector('h3') ? box.querySelector('h3').textContent : '';
        const shown = !element.closest('[hidden]');
        return {id: element.id, shown, text: `${copy.textContent} ${name}`, unit: element.dataset.u};
    })"""
    return cast("list[dict[str, Any]]", page.evaluate(script, kind))


def number_shown(page: Page, kind: str) -> int:
    script = (
        "kind => [...document.querySelectorAll(`[data-kind=${kind}]`)].filter(one => !one.closest('[hidden]')).length"
    )
    return cast(int, page.evaluate(script, kind))


def holds(text: str, q: str) -> bool:
    """Whether all words stand in a text: those without marks in any spelling, others only as they are."""
    return all(term in (bare(text) if term == bare(term) else text.lower()) for term in q.lower().split())


def concerned(verdict: dict[str, Any]) -> set[str]:
    """Who holds a verdict of the district down or is waited for, by the JSON."""
    names: set[str] = set()
    for part in verdict["parts"] if verdict["outcome"] in ("missed", "undecided") else ():
        if part["outcome"] not in ("missed", "undecided"):
            continue
        above = part["outcome"] == "undecided" and part["gap"] is None and (part["actual"] or {}).get("kind") == "share"
        names |= {one["unit"]["name"] for one in part["waiting"] if verdict["outcome"] == "undecided"}
        names |= set() if above else {one["unit"]["name"] for one in part["failing"]}
    return names


def chapter(clause: str) -> str:
    return re.split(r"(?<=[IVX])[. ]", clause)[0]


def combinations(data: Any) -> Iterator[Sought]:
    """Each filter alone, then any of them together, by a fixed seed."""
    clauses = list(dict.fromkeys(verdict["clause"] for verdict in data["verdicts"]))
    names = sorted({name for verdict in data["verdicts"] for name in concerned(verdict)})
    schools = [name for name in names if name.startswith(("MN ", "TH ", "THCS "))]
    texts = ("bảo hiểm", "bao hiem", "GIA THUY", "thụy", "school-milk", "không có chữ này", "5 tuoi trẻ", "đạt")
    yield from (Sought(outcomes=(outcome,)) for outcome in OUTCOMES)
    yield Sought(outcomes=())
    yield from (Sought(clause=clause) for clause in ("cả mục B.I", clauses[0]))
    yield from (Sought(unit=name) for name in schools[:3])
    yield from (Sought(q=text) for text in texts)
    lot = random.Random(349)
    while True:
        sought = Sought()
        if lot.random() < 0.5:
            sought["unit"] = lot.choice(schools)
        if lot.random() < 0.5:
            sought["clause"] = lot.choice([*clauses, "cả mục B.I", "cả mục B.II"])
        if lot.random() < 0.5:
            sought["outcomes"] = tuple(one for one in OUTCOMES if lot.random() < 0.5)
        if lot.random() < 0.4:
            sought["q"] = lot.choice(texts)
        yield sought


def test_what_is_found_is_what_the_json_says(
    browser: Browser, file: Callable[[str], Path], whole_district: Scorecard
) -> None:
    data = document(whole_district, "vi")
    own = document(
        whole_district._replace(verdicts=whole_district.unit_verdicts, waiting=whole_district.unit_waiting), "vi"
    )
    with opened(browser, file("whole_district-vi")) as page:
        texts = {item["id"]: item["text"] for item in shown(page, "target")}
        for _, sought in zip(range(some(16, 600)), combinations(data), strict=False):
            ask(page, sought)
            wanted, clause = sought.get("outcomes", OUTCOMES), sought.get("clause", "")
            clauses = [
                v["clause"] for v in data["verdicts"] if clause in ("", v["clause"], f"cả mục {chapter(v['clause'])}")
            ]
            items = page.evaluate(TARGETS_SHOWN)
            expected = [
                f"t-{verdict['target']}"
                for verdict in data["verdicts"]
                if verdict["outcome"] in wanted
                and verdict["clause"] in clauses
                and (
                    "unit" not in sought
                    or sought["unit"] in {one.removeprefix("phường ") for one in concerned(verdict)}
                )
                and holds(texts[f"t-{verdict['target']}"], sought.get("q", ""))
            ]
            assert items == expected, sought
            if "q" not in sought:
                answers = [
                    item
                    for item in (*own["verdicts"], *own["waiting"])
                    if item.get("outcome", "waiting") in wanted
                    and item["clause"] in clauses
                    and sought.get("unit", item["unit"]["name"]) == item["unit"]["name"]
                ]
                assert number_shown(page, "own") == len(answers), sought
            status = page.locator("#status").inner_text()
            assert f"Đang hiện: {len(expected)}/{len(data['verdicts'])} chỉ tiêu" in status
            assert page.locator("[data-nothing=target]").is_visible() == (not expected)


def test_problems_are_found_by_unit_and_text(
    browser: Browser, file: Callable[[str], Path], whole_district: Scorecard
) -> None:
    data = document(whole_district, "vi")
    owners: dict[str, set[str]] = {}
    for report in data["reports"]:
        owners.setdefault(report["file"], set()).add(report["unit"]["name"])
    with opened(browser, file("whole_district-vi")) as page:
        for name in ("TH Thanh Am", "THCS Đại Bàng", "MN Chèo Bẻo", "MN Hoa Sim", "TH Cò Lửa", "THCS Hạc Trắng"):
            ask(page, Sought(unit=name))
            seen = " ".join(item["text"] for item in shown(page, "problem") if item["shown"])
            for problem in data["problems"]:
                message = problem["message"]
                if owners.get(problem["file"]) == {name} or f"của {name} " in message or f"{name} báo" in message:
                    assert message in " ".join(seen.split()), name
                elif name not in owners.get(problem["file"], ()) and name not in message:
                    assert message not in " ".join(seen.split()), name
            assert [item["unit"] for item in shown(page, "absent") if item["shown"]] == (
                [page.locator("#unit").input_value()] if name in {one["unit"]["name"] for one in data["absent"]} else []
            )
        ask(page, Sought(q="#div/0"))
        (found,) = [item for item in shown(page, "problem") if item["shown"]]
        assert "#DIV/0!" in found["text"]


def test_each_unit_by_itself_is_filtered_too(
    browser: Browser, file: Callable[[str], Path], several_reports: Scorecard
) -> None:
    data = document(several_reports, "vi")
    with opened(browser, file("several_reports-vi")) as page:
        for outcome, name in product(("met", "missed", "waiting"), ("TH Đoàn Kết", "Bồ Đề")):
            label = name if name.startswith("TH") else f"phường {name}"
            ask(page, Sought(outcomes=(outcome,), unit=label))
            expected = [
                item
                for item in (*data["verdicts"], *data["waiting"])
                if item["unit"]["name"] == name and item.get("outcome", "waiting") == outcome
            ]
            assert number_shown(page, "own") == len(expected)
            assert page.locator("details.card:visible").count() == bool(expected)


# without a mouse, without eyes, without scripts


def test_all_is_reached_by_keyboard(browser: Browser, file: Callable[[str], Path]) -> None:
    with opened(browser, file("whole_district-vi")) as page:
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "skip"
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "main"
        for _ in range(60):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.id") == "q":
                break
        page.keyboard.type("sữa học đường")
        page.keyboard.press("Enter")
        page.wait_for_timeout(250)
        assert "Đang hiện: 1/89 chỉ tiêu" in page.locator("#status").inner_text()
        page.keyboard.press("Control+a")
        page.keyboard.press("Delete")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.id") == "unit"
        page.keyboard.type("MN Tr")
        assert page.locator("#unit option:checked").inner_text() == "MN Tràng An"
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.id") == "clause"
        page.keyboard.press("Tab")
        page.keyboard.press("Space")
        assert not page.locator("input[value=met]").is_checked()
        assert "Đang hiện: 24/89 chỉ tiêu · 1/5 đơn vị chưa báo cáo" in page.locator("#status").inner_text()
        page.locator("#filters [type=reset]").focus()
        page.keyboard.press("Enter")
        assert page.locator("input[value=met]").is_checked()
        summary = page.locator("#targets summary").first
        summary.focus()
        outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert outline == "solid", "the focus is seen"
        before = summary.evaluate("one => one.parentElement.open")
        page.keyboard.press("Enter")
        assert summary.evaluate("one => one.parentElement.open") != before


def test_a_link_to_a_unit_opens_it_whatever_is_filtered(browser: Browser, file: Callable[[str], Path]) -> None:
    with opened(browser, file("several_reports-vi")) as page:
        ask(page, Sought(q="không có chữ này"))
        page.locator("#overview a[href^='#u']").first.click()
        assert page.locator("details.card:target").evaluate("card => card.open")
        assert page.locator("details.card:target").is_visible()
        page.locator("#close").click()
        assert page.locator("main details[open]").count() == 0
        page.locator("#open").click()
        assert page.locator("main details:not([open])").count() == 0


AXE = [("listed", "vi", "light"), ("units", "en", "dark"), ("evil", "vi", "light")]
AXE += [one for one in product(("listed", "units", "evil", "empty"), ("vi", "en"), ("light", "dark")) if one not in AXE]
AXE += [(name, "vi", "light") for name in ("one_report", "several_reports", "whole_district")]


@pytest.mark.parametrize(("name", "lang", "scheme"), AXE[: some(3, len(AXE))])
def test_it_is_accessible(browser: Browser, file: Callable[[str], Path], name: str, lang: str, scheme: Any) -> None:
    for size in ({}, PHONE)[: some(1, 2)]:
        with opened(browser, file(f"{name}-{lang}"), color_scheme=scheme, **size) as page:
            page.locator("#open").click()
            found = Axe().run(page)
            assert found.violations_count == 0, found.generate_report()


def test_a_reader_of_the_screen_hears_tables_also_on_a_phone(browser: Browser, file: Callable[[str], Path]) -> None:
    for size in ({}, PHONE):
        with opened(browser, file("listed-vi"), **size) as page:
            heard = page.locator("#targets").aria_snapshot()
            assert 'columnheader "Kết luận"' in heard
            assert 'rowheader "Trẻ dưới 3 tuổi ra lớp"' in heard
            heard = page.locator("body").aria_snapshot()
            for role in (
                "banner",
                "navigation",
                "main",
                "search",
                "contentinfo",
                "status",
                'heading "Tổng quan" [level=2]',
            ):
                assert f"- {role}" in heard, role


def test_without_scripts_all_is_there(browser: Browser, file: Callable[[str], Path], whole_district: Scorecard) -> None:
    with opened(browser, file("whole_district-vi"), java_script_enabled=False) as page:
        assert not page.locator("#filters").is_visible()
        assert page.locator("[data-kind=target]:visible").count() == len(whole_district.verdicts)
        assert page.locator("[data-kind=problem]:visible").count() > 0
        card = page.locator("details.card").first
        assert not card.locator("table").is_visible()
        card.locator("summary").first.click()
        assert card.locator("table").is_visible()


# on a phone, on paper, under attack


@pytest.mark.parametrize("name", CARDS[: some(2, len(CARDS))])
def test_nothing_is_wider_than_a_phone(browser: Browser, file: Callable[[str], Path], name: str) -> None:
    for lang, width in product(("vi", "en")[: some(1, 2)], (390, 320)):
        with opened(browser, file(f"{name}-{lang}"), **{**PHONE, "viewport": {"width": width, "height": 844}}) as page:
            for button in ("#close", "#open"):
                page.locator(button).click()
                assert page.evaluate("document.documentElement.scrollWidth") <= width
            for control in page.locator("#filters button, #filters select, #q").all():
                box = control.bounding_box()
                assert box is not None
                assert box["height"] >= 36


def test_it_prints_on_a4(browser: Browser, file: Callable[[str], Path], tmp_path: Path) -> None:
    for name in ("one_report", "listed", "whole_district")[: some(2, 3)]:
        with opened(browser, file(f"{name}-vi")) as page:
            printed = page.pdf(path=tmp_path / f"{name}.pdf", prefer_css_page_size=True)
            assert printed.startswith(b"%PDF")
            boxes = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", printed)
            assert boxes
            assert all((round(float(x)), round(float(y))) == (595, 842) for x, y in boxes)
            page.emulate_media(media="print")
            assert not page.locator("nav").is_visible()
            assert not page.locator("#q").is_visible()
            assert page.locator("h1").is_visible()
            wide = page.evaluate("""() => { document.body.style.width = '180mm';
                return document.body.scrollWidth - document.body.clientWidth }""")
            assert wide <= 0


@pytest.mark.parametrize("lang", ["vi", "en"][: some(1, 2)])
def test_hostile_texts_are_shown_and_do_nothing(browser: Browser, file: Callable[[str], Path], lang: str) -> None:
    with opened(browser, file(f"evil-{lang}")) as page:
        page.locator("#open").click()
        for element in page.locator("main li:visible, main summary:visible").all()[:8]:
            element.hover()
        for evil in ("\\", "(", "[x", "$&", *HOSTILE)[: some(6, 99)]:
            page.locator("#q").fill(evil)
            page.wait_for_timeout(180)
        assert page.evaluate("window.ran") is None
        assert page.locator("img").count() == 0
        assert page.locator("script").count() == 1
        assert page.url.startswith("file:")
        assert page.locator("main").evaluate("main => main.nextElementSibling.tagName") == "FOOTER"
