"""The pages of a sale event in a real browser: quiet, harmless, and whole on A4."""

from __future__ import annotations

import re
from datetime import date

import pytest
from tests.browser.conftest import Reader, Shown
from tests.browser.test_page import HOSTILE
from tests.views.samples import setting
from tests.views.samples_campaigns import SUMMARY

from leadfunnel import i18n
from leadfunnel.domain.campaign_form import COLUMNS, GRADES, HEADERS, TITLES, word
from leadfunnel.domain.form import Form, Forms
from leadfunnel.domain.record import replace
from leadfunnel.views.reports.campaign_book import campaign_book
from leadfunnel.views.reports.forms import forms_page
from leadfunnel.views.reports.page import page
from leadfunnel.views.setting import Setting

A4_ACROSS = 1122 - 2 * 30
"""CSS pixels between the margins of the page."""


def quiet(shown: Shown) -> None:
    assert shown.run("window.hurt") is None
    assert shown.complaints == []
    assert [url[:8] for url in shown.requests] == ["file:///"]


def sheets(language: str, people: int) -> Forms:
    """Both sheets with people whose every cell is hostile."""
    cells = [
        tuple(HOSTILE[(row + column) % len(HOSTILE)] for column in range(15))
        for row in range(people)
    ]
    forms = []
    for kind in ("calls", "visits"):
        columns = COLUMNS[kind]
        header = tuple(word(HEADERS, code, language) for code in columns)
        rows = tuple(row[: len(columns)] for row in cells)
        choices = {4: tuple(word(GRADES, code, language) for code in GRADES)}
        forms.append(Form(word(TITLES, kind, language), header, rows, choices))
    return Forms(HOSTILE[1], (HOSTILE[0], "2026-05-01"), tuple(forms), people)


@pytest.mark.parametrize("language", ["en", "zh-CN"])
def test_sheets_print_whole_whatever_people_are_called(reader: Reader, language: str) -> None:
    i18n.use(language)
    try:
        shown = reader.open(forms_page(sheets(language, 4)), width=A4_ACROSS)
    finally:
        i18n.use("en")
    quiet(shown)
    for text in ("{{ 7 * 7 }}{% raw %}", "<img src=x onerror"):
        assert text in shown.run("document.body.innerText")
    assert shown.run("document.querySelectorAll('body script, img').length") == 0
    shown.page.emulate_media(media="print")
    widest = shown.run(
        "Math.max(...[...document.querySelectorAll('table')]"
        ".map(one => one.getBoundingClientRect().right))"
    )
    assert widest <= A4_ACROSS
    printed = shown.page.pdf(prefer_css_page_size=True)
    assert 2 <= len(re.findall(rb"/Type\s*/Page\b", printed)) <= 12


def test_an_ordinary_sheet_takes_a_page_each(reader: Reader) -> None:
    forms = sheets("zh-CN", 12)
    plain = tuple(
        replace(form, rows=tuple(("3", "王小明", "13600000001") for _ in range(10)))
        for form in forms.forms
    )
    shown = reader.open(forms_page(replace(forms, forms=plain)))
    printed = shown.page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 2


def test_the_summary_is_quiet_and_fits_a_phone(reader: Reader) -> None:
    hostile = replace(
        SUMMARY,
        campaign=replace(SUMMARY.campaign, name=HOSTILE[1], goal=HOSTILE[0]),
        interests=tuple((name, 2, 1) for name in HOSTILE),
        today=date(2026, 11, 25),
    )
    shown = reader.open(page(campaign_book(hostile, summary_setting())), width=360)
    quiet(shown)
    assert shown.run("document.documentElement.scrollWidth") <= 360


def summary_setting() -> Setting:
    return setting(100)
