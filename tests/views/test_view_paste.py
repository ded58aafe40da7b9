"""The morning list as it is pasted into a chat."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from tests.views import samples

from leadfunnel.services.results.paste import Notices, Pasted
from leadfunnel.views import schedules
from leadfunnel.views.cells import cells
from leadfunnel.views.paste import hidden, paste


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("13800138000 回电", "138****8000 回电"),
        ("打 138 0013 8000", "打 138****8000"),
        ("+8613800138000", "861****8000"),
        ("021-62345678 转 12", "021****5678 转 12"),
        ("2026-11-25 15:00", "2026-11-25 15:00"),
        ("预算 8000 到 12000", "预算 8000 到 12000"),
        ("7654321", "****21"),
    ],
)
def test_the_middle_of_every_phone_is_hidden(text: str, shown: str) -> None:
    assert hidden(text) == shown


@pytest.mark.parametrize("form", ["text", "md"])
def test_no_ids_no_colour_no_whole_phones(form: str) -> None:
    text = paste(Pasted(samples.AGENDA, form, masked=True), samples.setting(100))
    assert "\x1b" not in text
    for item in samples.AGENDA.items:
        assert f"#{item.customer.id} " not in text
        for phone in item.customer.phones:
            assert phone.number not in text.replace(" ", "")


@pytest.mark.parametrize("form", ["text", "md"])
def test_what_stands_apart_on_the_screen_stands_apart_in_a_chat(form: str) -> None:
    standing = samples.RESULTS["targets"].standings[0]
    agenda = replace(samples.AGENDA, standing=standing)
    text = paste(Pasted(agenda, form, masked=True), samples.setting(100))
    assert re.search(r"^today +\S", text, re.MULTILINE), text
    assert re.match(r"\w{3} \d{4}-\d\d-\d\d ", text), text


def test_text_holds_at_60_columns_whatever_the_screen() -> None:
    text = paste(Pasted(samples.AGENDA, "text", masked=False), samples.setting(160))
    assert all(cells(line) <= 60 for line in text.splitlines())


def test_what_would_deliver_it() -> None:
    found = schedules.lines(Notices(("/opt/lead funnel", "digest", "50%"), 8, 30))
    assert found["cron"] == (r"30 8 * * * '/opt/lead funnel' digest 50\%",)
    assert 'ExecStart="/opt/lead funnel" "digest" "50%%"' in found["systemd"]
    assert any("<string>/opt/lead funnel</string>" in line for line in found["launchd"])
    assert found["Task Scheduler"][0].endswith(r'/TR "\"/opt/lead funnel\" digest 50%"')
