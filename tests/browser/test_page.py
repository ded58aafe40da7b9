"""The page of a report in a real browser: it is quiet, right, readable, and cannot be hurt."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from tests.browser.conftest import Reader
from tests.conftest import NOW, Clocked
from tests.stores import fill

from leadfunnel import i18n
from leadfunnel.services.capture import Capture
from leadfunnel.services.details import Details, Entering
from leadfunnel.services.promises import FollowUps
from leadfunnel.services.reporting import Reporting, Wanted
from leadfunnel.services.weekly import Asked, Weekly, When
from leadfunnel.views.documents import document
from leadfunnel.views.reports.booklet import booklet
from leadfunnel.views.reports.page import page
from leadfunnel.views.setting import Setting

HOSTILE = (
    '<img src=x onerror="window.hurt=1">',
    '"><script>window.hurt=1</script>',
    "</title></style></svg><script>window.hurt=1</script>",
    "' onmouseover='window.hurt=1",
    "{{ 7 * 7 }}{% raw %}",
    "javascript:window.hurt=1",
    "&lt;b&gt;bold&lt;/b&gt;",
    "]]><!--",
    "evil\u202etxt.exe\u2066",
    "bell\x07\x1b[2J\x9b",
    "שלום עולם",
    "长" * 100,
    "w" * 100,
)


@pytest.fixture(params=["en", "zh-CN", "zh-TW"])
def language(request: pytest.FixtureRequest) -> Iterator[str]:
    i18n.use(request.param)
    yield request.param
    i18n.use("en")


@pytest.fixture(scope="session", params=[5, 8])
def busy(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Clocked:
    """A store in which much happened at random."""
    found = Clocked(tmp_path_factory.mktemp("busy") / "store.db")
    fill(found, request.param, 150)
    return found


@pytest.fixture(scope="session")
def harmed(tmp_path_factory: pytest.TempPathFactory) -> Clocked:
    """A store in which everything somebody can type is hostile."""
    found = Clocked(tmp_path_factory.mktemp("harmed") / "store.db")
    for number, name in enumerate(HOSTILE):
        details = Details(name=name, company=name, source=name, owner=name[:60])
        Capture(found.book()).add("", details, Entering(stage="C"), duplicate="force")
        if number % 2:
            FollowUps(found.book()).next(f"#{number + 1}", ("2026-11-22", "11:00", name))
    found.now = NOW + 40 * 86_400
    return found


def html(clocked: Clocked, kind: str = "month", *, masked: bool = False) -> str:
    found = Reporting(clocked.book()).report(When(kind), Wanted(masked=masked))
    return page(booklet(found, setting(clocked)))


def setting(clocked: Clocked) -> Setting:
    return Setting(clocked.book().settings.calendar, clocked.now)


def test_nothing_is_asked_for_and_nothing_complains(
    reader: Reader, busy: Clocked, language: str
) -> None:
    shown = reader.open(html(busy))
    assert shown.complaints == []
    assert [url for url in shown.requests if not url.startswith("data:")] == [shown.page.url]
    assert shown.run("document.documentElement.lang") == language


def test_the_page_may_load_and_run_nothing(reader: Reader, busy: Clocked) -> None:
    """Even what is put into it afterwards: no picture, no script, no style, no call."""
    shown = reader.open(html(busy))
    shown.run(
        """() => {
            const put = (name, set) => document.body.append(
                Object.assign(document.createElement(name), set));
            put('img', {src: 'https://example.org/a.png'});
            put('script', {textContent: 'window.hurt = 1'});
            put('style', {textContent: 'body { display: none }'});
            put('link', {rel: 'stylesheet', href: 'https://example.org/a.css'});
            put('iframe', {src: 'https://example.org/'});
        }"""
    )
    failed = shown.run("fetch('https://example.org/').then(() => 'loaded', () => 'refused')")
    assert failed == "refused"
    assert shown.run("window.hurt") is None
    assert shown.run("getComputedStyle(document.body).display") == "block"
    asked = {url for url in shown.requests if "example.org" in url}
    assert {url: shown.refused.get(url) for url in asked} == dict.fromkeys(asked, "csp")


def numbers(shown: Any, key: str) -> list[list[float | str]]:
    """The rows of an exhibit's table: the name, then every number as a program reads it."""
    found: list[list[float | str]] = shown.run(
        f"""[...document.querySelectorAll('#{key} tbody tr')].map(row => [
            row.cells[0].innerText,
            ...[...row.querySelectorAll('data')].map(one => Number(one.value))])"""
    )
    return found


def test_the_figures_are_those_of_the_funnel(reader: Reader, busy: Clocked, language: str) -> None:
    shown = reader.open(html(busy))
    told: Any = document(Weekly(busy.book()).funnel(When("month"), Asked()), setting(busy))
    views = told["views"]
    pipeline = Weekly(busy.book()).funnel(When("month"), Asked()).pipeline
    names = {stage.code: stage.name(language) for stage in pipeline.stages}
    assert numbers(shown, "cohort") == [
        [
            names[row["code"]], row["reached"],
            *([] if row["rate"] is None else [pytest.approx(row["rate"])]),
            *([] if row["overall"] is None else [pytest.approx(row["overall"])]),
            row["active"], row["lost"], row["invalid"],
        ]
        for row in views["cohort"]["stages"]
    ]  # fmt: skip
    keys = (
        "start", "entered", "new", "up", "down", "reopened", "advanced", "back", "lost",
        "invalid", "end", "people", "passed_over",
    )  # fmt: skip
    flow = [[names[row["code"]], *(row[key] for key in keys)] for row in views["flow"]["stages"]]
    assert numbers(shown, "flow") == flow
    counts = [(row[0], row[1]) for row in numbers(shown, "snapshot")]
    assert counts == [(names[row["code"]], row["count"]) for row in views["snapshot"]["stages"]]
    drawn = shown.run(
        "[...document.querySelectorAll('#cohort svg .strong')].map(one => one.textContent)"
    )
    assert drawn == [f"{row['reached']:,}" for row in views["cohort"]["stages"]]


OVERLAPS = """() => [...document.querySelectorAll('svg')].flatMap(svg => {
    const box = svg.getBoundingClientRect();
    const texts = [...svg.querySelectorAll('text')]
        .map(one => [one.textContent, one.getBoundingClientRect()]);
    const out = texts.filter(([, b]) => b.left < box.left - 2 || b.right > box.right + 2
        || b.top < box.top - 3 || b.bottom > box.bottom + 3).map(([t]) => 'outside: ' + t);
    for (const [i, [t, a]] of texts.entries())
        for (const [u, b] of texts.slice(i + 1))
            if (Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1
                && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 4)
                out.push(`${t} on ${u}`);
    return out;
})"""


@pytest.mark.parametrize(
    ("width", "scheme"), [(320, "light"), (390, "dark"), (820, "light"), (1280, "dark")]
)
def test_everything_has_room(
    reader: Reader, busy: Clocked, language: str, width: int, scheme: str
) -> None:
    shown = reader.open(html(busy), width=width, scheme=scheme)
    size = shown.run("[document.documentElement.scrollWidth, innerWidth]")
    assert size[0] <= size[1]
    assert shown.run(OVERLAPS) == []
    picture = shown.page.screenshot(full_page=True)
    assert picture.startswith(b"\x89PNG")
    assert len(picture) > 20_000


@pytest.mark.parametrize("width", [390, 1280])
def test_hostile_names_have_no_room_either(reader: Reader, harmed: Clocked, width: int) -> None:
    shown = reader.open(html(harmed), width=width)
    size = shown.run("[document.documentElement.scrollWidth, innerWidth]")
    assert size[0] <= size[1]
    assert shown.run(OVERLAPS) == []


def test_it_prints_light_and_whole(reader: Reader, busy: Clocked, language: str) -> None:
    shown = reader.open(html(busy), width=794, scheme="dark")
    shown.page.emulate_media(media="print", color_scheme="dark")
    paper, ink = shown.run("(s => [s.backgroundColor, s.color])(getComputedStyle(document.body))")
    assert (paper, ink) == ("rgb(255, 255, 255)", "rgb(27, 31, 36)")
    wide = shown.run(
        "[...document.querySelectorAll('.wide')].filter(one => one.scrollWidth > "
        "one.clientWidth + 1).map(one => one.ariaLabel)"
    )
    assert wide == []
    printed = shown.page.pdf(prefer_css_page_size=True)
    assert printed.startswith(b"%PDF")
    assert 2 <= len(re.findall(rb"/Type\s*/Page\b", printed)) <= 12


def test_chinese_is_drawn_in_glyphs_and_not_in_boxes(reader: Reader, busy: Clocked) -> None:
    i18n.use("zh-CN")
    shown = reader.open(html(busy))
    different = shown.run(
        r"""() => {
            const draw = text => {
                const canvas = Object.assign(document.createElement('canvas'),
                    {width: 40, height: 40});
                const pen = canvas.getContext('2d');
                pen.font = '32px ' + getComputedStyle(document.body).fontFamily;
                pen.fillText(text, 2, 34);
                return canvas.toDataURL();
            };
            return new Set(['漏', '斗', '转', '轉', '\u{10fffd}', ' '].map(draw)).size;
        }"""
    )
    assert different == 6


@pytest.mark.parametrize("masked", [False, True])
def test_hostile_names_do_nothing(reader: Reader, harmed: Clocked, masked: bool) -> None:
    text = html(harmed, masked=masked)
    shown = reader.open(text)
    shown.page.mouse.move(300, 300)
    assert shown.complaints == []
    assert shown.run("window.hurt") is None
    made = shown.run("document.querySelectorAll('img, script, iframe, b, object, embed').length")
    assert made == 0
    seen = shown.page.inner_text("main")
    for name in HOSTILE[:8]:
        assert name in seen
    assert "evil\\u202etxt.exe\\u2066" in seen
    assert "bell\\x07\\x1b[2J\\x9b" in seen
    assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", text)
    places = shown.run(
        "[...document.querySelectorAll('*')].flatMap(one => [...one.attributes])"
        ".filter(one => one.name.startsWith('on') || one.name === 'style' "
        "|| (one.name === 'href' && !/^(#|data:)/.test(one.value))).length"
    )
    assert places == 0


def test_it_can_be_read_by_ear(reader: Reader, busy: Clocked, language: str) -> None:
    """Headings in order, names on pictures, tables and regions, a table beside each picture."""
    shown = reader.open(html(busy))
    levels = shown.run("[...document.querySelectorAll('h1,h2,h3,h4')].map(one => +one.tagName[1])")
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(below <= above + 1 for above, below in pairwise(levels))
    assert levels.count(2) == 4
    ids = shown.run("[...document.querySelectorAll('[id]')].map(one => one.id)")
    assert len(ids) == len(set(ids))
    named = shown.run(
        "[...document.querySelectorAll('[aria-labelledby]')].flatMap(one => "
        "one.getAttribute('aria-labelledby').split(' '))"
    )
    assert set(named) <= set(ids)
    pictures = shown.run(
        """[...document.querySelectorAll('svg')].map(one => [
            one.getAttribute('role'), one.querySelector('title').textContent.length > 0,
            one.querySelector('desc').textContent.length > 0,
            one.closest('article').querySelectorAll('tbody tr').length > 0])"""
    )
    assert pictures
    assert all(one == ["img", True, True, True] for one in pictures)
    heads = shown.run("[...document.querySelectorAll('th')].map(one => one.scope)")
    assert set(heads) == {"col", "row"}
    nameless = shown.run(
        "[...document.querySelectorAll('[role=region]')].filter(one => !one.ariaLabel).length"
    )
    assert nameless == 0


CONTRAST = r"""() => {
    const read = text => text.match(/[\d.]+/g).map(Number);
    const light = ([r, g, b]) => [r, g, b].map(c => c / 255)
        .map(c => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
        .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
    const ground = node => {
        for (let one = node; one; one = one.parentElement) {
            const colour = read(getComputedStyle(one).backgroundColor);
            if (colour.length < 4 || colour[3] > 0) return colour;
        }
        return [255, 255, 255];
    };
    const worst = [];
    for (const one of document.querySelectorAll('main *, header *, nav *, footer *')) {
        if (one.closest('svg') || ![...one.childNodes].some(n => n.nodeType === 3
            && n.data.trim())) continue;
        const [a, b] = [light(read(getComputedStyle(one).color)), light(ground(one))];
        worst.push((Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05));
    }
    return Math.min(...worst);
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_stands_out_from_its_ground(reader: Reader, busy: Clocked, scheme: str) -> None:
    shown = reader.open(html(busy), scheme=scheme)
    assert shown.run(CONTRAST) >= 4.5


def test_phones_read_a_list_as_cards(reader: Reader, harmed: Clocked) -> None:
    """On a phone every row of a list stands by itself, and needs no scrolling to the side."""
    shown = reader.open(html(harmed), width=390)
    sideways = shown.run(
        "[...document.querySelectorAll('.people')].filter(one => one.scrollWidth > "
        "one.clientWidth + 1).length"
    )
    assert shown.run("document.querySelectorAll('.people').length") > 0
    assert sideways == 0


def test_an_empty_store_has_a_page_too(reader: Reader, clocked: Clocked, tmp_path: Path) -> None:
    shown = reader.open(html(clocked, "week"), width=390)
    assert shown.complaints == []
    assert shown.run("document.querySelectorAll('h2').length") == 4
    assert shown.run(OVERLAPS) == []
