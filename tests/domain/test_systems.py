"""Telling by the headers which system a file comes from."""

from __future__ import annotations

import csv
import io

import pytest
from tests import exports

from leadfunnel.domain.headers import FIELDS, OURS, OWN
from leadfunnel.domain.mapping import Declared, choose
from leadfunnel.domain.system_tables import TABLES
from leadfunnel.domain.systems import recognise


def header(text: str) -> list[str]:
    return next(csv.reader(io.StringIO(text)))


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (exports.HUBSPOT, "a HubSpot contacts export"),
        (exports.SALESFORCE_LEADS, "a Salesforce leads export"),
        (exports.SALESFORCE_CONTACTS, "a Salesforce contacts export"),
        (exports.SALESFORCE_DEALS, "a Salesforce opportunities export"),
        (exports.PIPEDRIVE, "a Pipedrive export"),
        (exports.ZOHO, "a Zoho CRM export"),
        (exports.GOOGLE, "a Google contacts export"),
        (exports.GOOGLE_OLD, "a Google contacts export"),
        (exports.OUTLOOK, "an Outlook contacts export"),
        (exports.OUTLOOK_ZH, "an Outlook contacts export"),
        (exports.WECHAT, "a WeChat contacts export"),
        (exports.WECHAT_PHONES, "a WeChat contacts export"),
    ],
)
def test_every_system_is_told_by_its_headers(text: str, title: str) -> None:
    found = recognise(header(text))
    assert found is not None
    assert found.title == title
    shuffled = recognise(name.upper().replace(" ", "  ") for name in reversed(header(text)))
    assert shuffled is not None
    assert shuffled.title == title


@pytest.mark.parametrize(
    "text",
    [
        exports.CHINESE_SHEET,
        "姓名,手机,微信,备注,来源\n",
        "First Name,Last Name,Email,Phone,Notes\n",
        "Lead_ID,Lead_Date,Marketing_Channel,Agent_ID,Lead_Status,Site_Visit_Date\n",
        "Name,Company,Email,Phone,Lead Source,Lead Status,Owner\n",
        "昵称,备注,手机号,标签\n",
        "",
    ],
)
def test_other_files_are_of_no_system(text: str) -> None:
    assert recognise(header(text + "\n")) is None


def test_our_own_export_is_never_another_system_s() -> None:
    assert (
        choose([*OWN, "Lifecycle Stage", "Contact owner", "Original Source"], Declared()).system
        is None
    )


@pytest.mark.parametrize("number", [1, 3, 12])
def test_a_row_of_numbered_columns_means_the_same(number: int) -> None:
    system = recognise(header(exports.GOOGLE))
    assert system is not None
    assert system.field(f"Phone {number} - Value") == "phone"
    assert system.field(f"E-mail {number} - Label") == "ignore"


@pytest.mark.parametrize("table", TABLES, ids=lambda table: str(table[1]))
def test_the_tables_hold_fields_that_are_known_and_each_header_once(
    table: tuple[str, str, str, str, dict[str, str]],
) -> None:
    fields = table[4]
    for field in fields:
        assert field in (*FIELDS, *OURS) or field.startswith("tag:")
    names = [name for text in fields.values() for name in text.split("; ")]
    assert len(names) == len(set(names))
