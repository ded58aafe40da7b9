"""Exports of other systems and Chinese sheets become customers, and what is not read is told."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests import exports
from tests.conftest import Clocked
from tests.dump import check
from tests.importing import Desk, day, refused

from leadfunnel.domain.customer import Customer
from leadfunnel.i18n import spoken
from leadfunnel.services.import_declared import Import
from leadfunnel.services.import_kinds import OfCustomersOnly
from leadfunnel.services.import_related import SaveOfSeveral
from leadfunnel.services.importing import Importing
from leadfunnel.services.log import Log
from leadfunnel.services.results.imported import Imported


@pytest.fixture
def desk(clocked: Clocked, tmp_path: Path) -> Desk:
    folder = tmp_path / "files"
    folder.mkdir()
    return Desk(clocked, folder)


def heard(found: Imported) -> list[str]:
    """Return what was said about an import, in English."""
    return [
        one.text.format(**{key: spoken(value) for key, value in one.values.items()})
        for one in found.said
    ]


def tags(customer: Customer) -> list[str]:
    return [str(tag) for tag in customer.tags]


def notes(desk: Desk, number: int) -> set[str]:
    return {entry.text for entry in desk.show(f"#{number}").timeline}


ALL = {name: text for name, text in vars(exports).items() if name.isupper()}


@pytest.mark.parametrize("name", ALL)
def test_any_export_twice_adds_and_changes_nothing_and_undo_takes_it_back(
    desk: Desk, name: str
) -> None:
    before = desk.dump()
    found = desk.run(ALL[name], kind="customers")
    assert found.added >= 1
    assert found.refused == 0
    again = desk.again(kind="customers")
    assert (again.operation, again.added, again.updated) == (None, 0, 0)
    check(desk.clocked.path)
    Log(desk.clocked.book()).undo(None)
    assert desk.all() == []
    assert before == "" or "customer" not in before


def test_hubspot(desk: Desk) -> None:
    found = desk.run(exports.HUBSPOT)
    assert heard(found) == [
        "Read as a HubSpot contacts export.",
        "Words in Lifecycle Stage that are taken for no stage: lead (1), customer (1).",
        "Say which stage a word is with --stage-word 'lead=STAGE'.",
        "Words in Lead Status that are taken for no stage: NEW (1), CONNECTED (1).",
        "Say which stage a word is with --stage-word 'NEW=STAGE'.",
    ]
    anna, zhang = desk.all()
    assert (anna.name, anna.company, anna.source) == ("Anna Lee", "Acme", "Organic Search")
    assert anna.external_ids == ("hubspot:51",)
    assert anna.owner is not None
    assert anna.owner.name == "Bo Chen"
    assert anna.created_at == day("2026-03-05") + 14 * 3600 + 1800
    assert notes(desk, 1) == {"Job Title: Buyer"}
    assert (zhang.name, zhang.phones[0].number) == ("张伟", "+8613800138000")
    assert [one.stage.code for one in desk.all() if one.stage] == ["B", "B"]


def test_the_words_of_one_column_of_states_become_stages_only_as_told(desk: Desk) -> None:
    words = ("customer=Bought", "Lead=B")
    found = desk.run(exports.HUBSPOT, stage_words=words)
    assert found.mapping["Lifecycle Stage"] == "stage"
    assert [one.stage.code for one in desk.all() if one.stage] == ["B", "E"]
    assert not any("Lifecycle" in text for text in heard(found))
    assert any("Lead Status" in text for text in heard(found))


def test_a_word_that_is_told_no_stage_enters_at_the_first(desk: Desk) -> None:
    found = desk.run(exports.HUBSPOT, stage_words=("customer=E",))
    assert "Words in Lifecycle Stage that are taken for no stage: lead (1)." in heard(found)
    assert [one.stage.code for one in desk.all() if one.stage] == ["B", "E"]


def test_the_system_of_ids_may_be_called_otherwise(desk: Desk) -> None:
    desk.run(exports.HUBSPOT, system="crm")
    assert desk.all()[0].external_ids == ("crm:51",)


def test_salesforce_leads(desk: Desk) -> None:
    desk.run(exports.SALESFORCE_LEADS)
    anna, _bob = desk.all()
    assert (anna.name, anna.company, anna.source) == ("Anna Lee", "Acme", "Web")
    assert anna.external_ids == ("salesforce:00Q5g00000AAAAA",)
    assert anna.address == "1 Main St, Springfield, IL"
    assert tags(anna) == ["rating:Hot"]
    assert notes(desk, 1) == {"Wants a quote", "Title: CEO"}


def test_two_contacts_of_one_account_stay_two(desk: Desk) -> None:
    desk.run(exports.SALESFORCE_CONTACTS)
    assert [(one.name, one.company) for one in desk.all()] == [
        ("Anna Lee", "Acme"),
        ("Bob Roe", "Acme"),
    ]
    assert desk.all()[0].birthday == "1988-06-18"


def test_two_opportunities_of_one_account_are_one_customer(desk: Desk) -> None:
    found = desk.run(exports.SALESFORCE_DEALS, kind="customers")
    assert (found.rows, found.added) == (2, 1)
    [anna] = desk.all()
    assert (anna.name, anna.external_ids) == ("Anna Lee", ("salesforce:0015g00000AAAAA",))
    assert {"Opportunity Name: Acme renewal", "Amount: 500"} <= notes(desk, 1)


def test_opportunities_are_deals_once_their_stages_are_told(desk: Desk) -> None:
    words = ("Prospecting=NEED", "Closed Won=Won")
    found = desk.run(exports.SALESFORCE_DEALS, stage_words=words, save_map="deals")
    assert (found.kind, found.rows, found.added) == ("deals", 2, 2)
    assert desk.again("deals").operation is None


@pytest.mark.parametrize("flags", [{"remark": ("{name}",)}, {"keep_rest": True}])
def test_flags_of_customers_are_refused_for_deals(desk: Desk, flags: dict[str, object]) -> None:
    refused(desk, OfCustomersOnly, exports.SALESFORCE_DEALS, **flags)


def test_a_mapping_is_of_one_file(desk: Desk) -> None:
    paths = [str(desk.folder / name) for name in ("a.csv", "b.csv")]
    asked = [Import(path, save_map="x", related=True) for path in paths]
    with pytest.raises(SaveOfSeveral):
        Importing(desk.clocked.book()).together(asked, lambda: b"")


def test_pipedrive(desk: Desk) -> None:
    desk.run(exports.PIPEDRIVE)
    [anna] = desk.all()
    assert (anna.name, anna.company, anna.external_ids) == ("Anna Lee", "Acme", ("pipedrive:7",))
    assert len(anna.phones) == 2
    assert tags(anna) == ["Hot", "VIP"]


def test_zoho(desk: Desk) -> None:
    found = desk.run(exports.ZOHO)
    [anna] = desk.all()
    assert (anna.name, anna.external_ids) == ("Anna Lee", ("zoho:zcrm_4876000000379001",))
    assert (tags(anna), anna.address) == (["vip", "fair"], "1 Main St, Springfield, USA")
    assert not any("not imported" in text for text in heard(found))


def test_google(desk: Desk) -> None:
    found = desk.run(exports.GOOGLE)
    anna, zhang = desk.all()
    assert (anna.name, anna.company, anna.birthday) == ("Anna May Lee", "Acme", "1988-06-18")
    assert anna.emails == ("anna@example.com", "al@example.com", "a3@example.com")
    assert len(anna.phones) == 3
    assert tags(anna) == ["friends", "starred"]
    assert notes(desk, 1) == {"Nickname: Annie", "Call late", "Organization Title: Buyer"}
    assert (zhang.name, zhang.birthday, zhang.tags) == ("张伟", "--06-18", ())
    assert heard(found) == ["Read as a Google contacts export."]


def test_google_as_it_was(desk: Desk) -> None:
    desk.run(exports.GOOGLE_OLD)
    [anna] = desk.all()
    assert (anna.name, anna.company, tags(anna)) == ("Anna Lee", "Acme", ["Clients"])


def test_outlook(desk: Desk) -> None:
    found = desk.run(exports.OUTLOOK)
    anna, bob = desk.all()
    assert (anna.name, anna.birthday, tags(anna)) == ("Anna Lee", None, ["VIP", "Fair"])
    assert (len(anna.phones), len(anna.emails)) == (2, 2)
    assert anna.address == "1 Main St, Springfield"
    assert (bob.birthday, bob.tags) == ("1988-06-18", ())
    assert "because of 6/18/1988 in line 3" in heard(found)[-1]


def test_outlook_in_chinese(desk: Desk) -> None:
    desk.run(exports.OUTLOOK_ZH)
    [zhang] = desk.all()
    assert (zhang.name, zhang.company, tags(zhang)) == ("张伟", "华新商贸", ["老客户", "重点"])
    assert notes(desk, 1) == {"要发票", "职务: 采购"}


def test_a_chinese_sheet(desk: Desk) -> None:
    found = desk.run(exports.CHINESE_SHEET)
    zhang, li = desk.all()
    assert (zhang.name, zhang.company, zhang.source) == ("张伟", "华新商贸", "抖音")
    assert tags(zhang) == [
        *("VIP", "老客", "product:烟机", "product:冰箱", "意向等级:A"),
        *("region:上海市", "region:浦东新区", "gender:男", "age:38"),
    ]
    assert zhang.stage is not None
    assert zhang.stage.code == "B"
    assert {"QQ: 10001", "职位: 采购", "跟进记录: 上周看过样机"} <= notes(desk, 1)
    assert (li.name, li.company) == ("李静", None)
    assert heard(found)[:3] == [
        "Columns that are not imported, 1: 星座.",
        "Give them a field with --map, or keep them in the note with --keep-rest.",
        "Words in 客户状态 that are taken for no stage: 跟进中 (1), 已成交 (1).",
    ]


def test_the_rest_goes_to_the_note_when_that_is_asked_for(desk: Desk) -> None:
    found = desk.run(exports.CHINESE_SHEET, keep_rest=True)
    assert {"星座: 天秤", "客户状态: 跟进中"} <= notes(desk, 1)
    assert heard(found) == []


def test_a_letter_for_a_grade_is_no_stage_and_no_grade(desk: Desk) -> None:
    desk.run("姓名,等级,意向等级\n王姐,A,D\n")
    [wang] = desk.all()
    assert wang.stage is not None
    assert (wang.stage.code, tags(wang)) == ("B", ["意向等级:D"])


def test_empty_columns_are_not_told(desk: Desk) -> None:
    assert heard(desk.run("姓名,星座,血型\n王姐,,A\n李四,,\n"))[0] == (
        "Columns that are not imported, 1: 血型."
    )


# --- WeChat


def test_wechat(desk: Desk) -> None:
    found = desk.run(exports.WECHAT)
    assert heard(found) == [
        "Read as a WeChat contacts export.",
        "Rows left out, 3, as they are no people: 群聊 (1), 公众号 (1), 系统 (1).",
        "Texts in 备注 that can be taken apart: 3; add "
        "--remark '{mark}-{name}-{region}-{product}-{phone}'",
        "Phones taken out of the names in 备注: 3.",
    ]
    assert (found.rows, found.added) == (5, 5)
    zhang, li, _wang, mate, sunny = desk.all()
    assert zhang.name == "A-张三-浦东-烟机"
    assert (zhang.wechat, zhang.external_ids) == (("zhangsan88",), ("wechat:wxid_a1",))
    assert tags(zhang) == ["烟机", "老客户", "region:上海", "region:浦东"]
    assert notes(desk, 1) == {"昵称: 小丸子🌸", "描述: 要静音的", "个性签名: 天天向上"}
    assert (li.wechat, [one.number for one in li.phones]) == (("wxid_a2",), ["+8613800138001"])
    assert (mate.name, sunny.name) == ("老同学", "晴天☀️")
    assert {one.stage.code for one in desk.all() if one.stage} == {"B"}


def test_both_shapes_of_wechat_are_about_the_same_people(desk: Desk) -> None:
    desk.run(exports.WECHAT)
    found = desk.run(exports.WECHAT_PHONES, name="b.csv")
    assert (found.rows, found.added, found.updated) == (2, 1, 1)
    zhang = desk.all()[0]
    assert (zhang.name, zhang.phones[0].number) == ("张三", "+8613800138000")


@pytest.mark.parametrize(
    ("kind", "added"),
    [
        ("好友", 1),
        ("", 1),
        ("微信好友", 1),
        ("群聊", 0),
        ("公众号", 0),
        ("非好友", 0),
        ("Friend", 1),
    ],
)
def test_only_friends_are_imported(desk: Desk, kind: str, added: int) -> None:
    head = exports.WECHAT_PHONES.splitlines()[0]
    found = desk.run(f"{head}\nwxid_1,王姐,,王姐,,{kind},\n")
    assert (found.rows, found.added) == (added, added)


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("王姐🌸", "王姐🌸"),
        ("👨\u200d👩\u200d👧一家", "👨\u200d👩\u200d👧一家"),
        ('"王\n姐"', "王 姐"),
        ("王\u200b姐\u202e", "王姐"),
        ("\ue057小雨", "小雨"),
    ],
)
def test_names_stay_on_one_line_with_their_emoji(desk: Desk, written: str, name: str) -> None:
    head = exports.WECHAT_PHONES.splitlines()[0]
    desk.run(f"{head}\nwxid_1,,,{written},,好友,\n")
    assert [one.name for one in desk.all()] == [name]
