"""The documents other programs rely on: their keys, and that nothing in them is translated."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from tests.views import results as r
from tests.views import samples
from tests.views.chinese import speak

from leadfunnel.domain.figures import Snapshot, SnapshotStage, Total
from leadfunnel.domain.sentence import said
from leadfunnel.i18n import language
from leadfunnel.views.documents import document
from leadfunnel.views.show import json_text

CUSTOMER = [
    "id",
    "name",
    "phones",
    "wechat",
    "emails",
    "external_ids",
    "company",
    "pipeline",
    "stage",
    "stage_name",
    "stage_since",
    "owner",
    "outlet",
    "source",
    "tags",
    "fields",
    "birthday",
    "do_not_contact",
    "layer",
    "level",
    "next_follow_up",
    "last_contact",
    "created_at",
]
COHORT = [
    "code",
    "name",
    "type",
    "reached",
    "rate",
    "rate_low",
    "rate_high",
    "overall",
    "active",
    "lost",
    "invalid",
    "goal",
]
FLOW = [
    "code",
    "name",
    "type",
    "start",
    "entered",
    "new",
    "up",
    "down",
    "reopened",
    "advanced",
    "back",
    "lost",
    "invalid",
    "end",
    "passed_over",
    "people",
    "assumed_in",
    "assumed_out",
]
SNAPSHOT = ["code", "name", "type", "count", "totals", "median_days", "over_limit"]


def read(result: object) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(json_text(document(result, samples.setting())))
    return found


@pytest.fixture(params=["en", "zh-CN"])
def spoken(request: pytest.FixtureRequest) -> Iterator[str]:
    speak(request.param)
    yield request.param
    speak("en")


PASTED = {"pasted", "pasted as markdown", "week as markdown"}
"""Documents that are a text for people, in the language asked for."""


@pytest.mark.parametrize("name", sorted(samples.RESULTS.keys() - PASTED))
def test_no_document_is_translated(name: str) -> None:
    english = read(samples.RESULTS[name])
    speak("zh-CN")
    try:
        assert read(samples.RESULTS[name]) == english
        assert language() == "zh-CN"
    finally:
        speak("en")


def test_schemas() -> None:
    kinds = {name: read(result)["schema"] for name, result in samples.RESULTS.items()}
    assert kinds == {
        name: f"leadfunnel.{kind}/1"
        for name, kind in {
            "why they left": "funnel", "funnel compared": "funnel", "funnel segments": "funnel",
            "segments that moved": "funnel", "segments that stand": "funnel",
            "funnel explained": "funnel", "paths": "funnel-paths", "no paths": "funnel-paths",
            "opened": "list", "opened ways": "list", "nobody opened": "list", "numbers": "list",
            "leak": "leak", "leak of a segment": "leak", "no leak": "leak",
            "too few for a leak": "leak", "around a mark": "around",
            "marks": "marks", "no marks": "marks",
            "copies": "backups", "no copies": "backups", "person file": "person",
            "retention": "retention", "nobody retained": "retention",
            "bin": "bin", "empty bin": "bin",
            "doctor": "doctor", "doctor fixed": "doctor", "doctor nothing": "doctor",
            "review": "review", "review of nothing": "review_step",
            "review with nothing ahead": "review_step",
            "review notes": "review_notes", "no review notes": "review_notes",
            "trend": "trend", "trend of a step": "trend",
            "trend of nobody": "trend", "cohort table": "cohort_table",
            "cohort table by month": "cohort_table",
            "changed": "change", "nothing": "change", "listing": "list", "columns": "list",
            "due": "list", "card": "customer", "awkward": "customer", "agenda": "today",
            "empty": "today", "funnel": "funnel", "history": "history", "imported": "import",
            "pipelines": "pipelines", "pipeline": "pipeline", "config": "config",
            "fields": "fields", "backup": "backup", "moments": "moments", "preview": "change",
            "scored": "score", "not scored": "score", "scorecards": "scorecards",
            "sleepers": "dormant", "nobody sleeps": "dormant",
            "nobody sleeps but some are quiet": "dormant",
            "consents": "consents", "layered": "customer", "asked again": "customer",
            "playbook": "playbook", "playbook of a layer": "playbook", "playbooks": "playbooks",
            "no consents": "consents", "passage": "passage", "sources": "sources",
            "tags": "tags", "no tags": "tags", "merged": "change", "parted": "change",
            "duplicates": "duplicates", "unlike": "duplicates", "survivor": "customer",
            "mappings": "mappings", "no mappings": "mappings",
            "cases": "cases", "no cases": "cases", "complaining": "customer",
            "greetings": "greetings", "no greetings": "greetings", "greeting": "greeting",
            "materials": "materials", "no materials": "materials", "material": "material",
            "sorting": "sort",
            "mapping": "mapping", "columns of a file": "mapping-preview",
            "remarks": "remark-preview", "buyer": "customer",
            "segments": "segments", "no segments": "segments",
            "reasons": "reasons", "why lost": "reasons",
            "reason report": "reason-report", "reasons by source": "reason-report",
            "no reasons yet": "reason-report",
            "targets": "targets", "no targets": "targets",
            "rfm": "rfm", "rfm in fifths": "rfm", "no buyers": "rfm",
            "pareto": "pareto", "pareto of products": "pareto", "no pareto": "pareto",
            "referrals": "referrals", "no referrals": "referrals",
            "referral tree": "referral-tree", "growth": "aarrr", "growth by shop": "aarrr",
                "no growth": "aarrr", "campaign costs": "cost-report",
                "all referral trees": "referral-tree", "no referral trees": "referral-tree",
                "channels": "channels", "no channels": "channels",
            "used up": "used-up", "nothing used up": "used-up",
            "sales": "sales", "sales by": "sales", "no sales": "sales",
            "products": "products", "no products": "products", "product": "product",
            "deals": "deals", "no deals": "deals", "deal": "deal",
            "forecast": "forecast", "forecast by owner": "forecast",
            "backtest": "backtest", "no backtest": "backtest", "basis": "quota-basis",
            "quotas": "quotas", "no quotas": "quotas", "costs": "costs",
            "cost report": "cost-report", "lost costs": "cost-report",
            "people": "contacts", "audit": "audit", "honest": "audit",
            "campaigns": "campaigns", "no campaigns": "campaigns", "campaign": "campaign",
            "bare campaign": "campaign", "evening check": "campaign-report",
            "evening without guides": "campaign-report", "campaign summary": "campaign-report",
            "campaign day by day": "campaign-report",
            "campaign without a day yet": "campaign-report",
            "campaigns compared": "campaigns-compared", "organiser in the morning": "today",
            "groups": "groups", "no groups": "groups", "group": "group", "bare group": "group",
            "calls": "call-queue", "no calls": "call-queue", "a call": "call-turn",
            "a first call": "call-turn", "called": "call", "not called": "call",
            "planned": "customer", "no plan any more": "customer", "runs": "plan-runs",
            "no runs": "plan-runs", "plans": "plans", "plan": "plan",
            "plan of a segment": "plan", "plan file": "plan",
            "why": "why", "why not": "why", "pasted": "paste", "pasted as markdown": "paste",
                "layers": "layers", "layers of nobody": "layers",
                "week": "week", "week of a team": "week", "week by source": "week",
                "week as markdown": "paste",
                "activity": "activity", "activity of one": "activity", "no activity": "activity",
            "notices": "notify", "delivered": "digest", "rehearsed": "digest",
            "report": "report", "masked report": "report", "old report": "report",
            "quiet report": "report",
            "team": "team", "team on a file": "team", "team not held": "team",
            "departments": "departments", "no departments": "departments",
            "outlets": "outlets", "no outlets": "outlets", "pool": "pool", "empty pool": "pool",
            "released": "pool_release", "would be released": "pool_release",
            "nobody idle": "pool_release",
            "collisions": "collisions", "no collisions": "collisions",
        }.items()
    }  # fmt: skip


def test_a_customer() -> None:
    found = read(samples.LISTING)["items"][0]
    assert list(found) == CUSTOMER
    assert found["phones"] == ["+8613800138000"]
    assert (found["stage"], found["stage_name"]) == ("C", "Interested")
    assert found["owner"] == {"id": 1, "name": "小美"}
    assert found["tags"] == ["region:浦东", "VIP"]
    assert found["next_follow_up"] == {"date": "2026-11-25", "at": "2026-11-25T15:00:00+08:00"}
    assert found["last_contact"] == "2026-11-19T10:00:00+08:00"
    assert (found["layer"], found["level"], found["fields"]) == (None, None, {})


def test_the_awkward_customer_is_kept_to_the_character() -> None:
    found = read(samples.LISTING)["items"][1]
    assert found["name"] == samples.AWKWARD.name
    assert found["source"] == "a\nb"
    assert (found["owner"], found["next_follow_up"], found["stage_since"]) == (None, None, None)


def test_a_change() -> None:
    found = read(samples.ADDED)
    assert list(found) == ["schema", "operation", "customers", "understood"]
    assert found["operation"] == 41
    assert list(found["customers"][0]) == CUSTOMER
    assert found["understood"] == {"name": "张伟", "tags": ["region:浦东", "VIP"]}
    assert read(samples.NOTHING)["operation"] is None


def test_lists() -> None:
    found = read(samples.LISTING)
    assert (found["count"], found["more"]) == (4, 3)
    due = read(samples.DUE)
    assert list(due["items"][0]) == ["follow_up", "customer", "late_days"]
    assert due["items"][0]["late_days"] == 3
    assert due["items"][0]["follow_up"]["ref"] == "f9"


def test_a_card() -> None:
    found = read(samples.CARD)
    assert list(found["customer"]) == CUSTOMER
    assert [entry["ref"] for entry in found["timeline"]] == ["i31", "i30", "i2"]
    assert found["journeys"][0]["changes"][1]["assumed"] is True
    assert found["journeys"][0]["changes"][0]["to"] == "C"
    assert found["plans"] == []
    assert found["address"] == "上海市浦东新区张杨路 500 号"


def test_the_agenda() -> None:
    found = read(samples.AGENDA)
    assert found["date"] == "2026-11-21"
    assert [item["group"] for item in found["items"]] == ["overdue", "due", "reminder"]
    item = found["items"][1]
    assert set(item) == {
        *("customer", "group", "reasons", "score", "terms", "follow_up", "next_step"),
    }
    assert found["steps"] == {"unsorted": 3, "to_move": 1, "plan_steps": 4, "to_write": 6}
    assert item["reasons"][1] == {
        "code": "birthday",
        "text": "Birthday on Mon 2026-11-23.",
        "since": None,
    }
    assert (found["left_over"], found["left_over_more"]) == (57, False)


def test_the_funnel() -> None:
    found = read(samples.FUNNEL)
    assert found["period"] == {"from": "2026-11-16", "to": "2026-11-22", "label": "2026-W47"}
    assert (found["pipeline"], found["unit"]) == ("lifecycle", "customer")
    assert found["identity_holds"] is True
    views = found["views"]
    assert list(views) == ["cohort", "flow", "snapshot"]
    assert list(views["cohort"]["stages"][0]) == COHORT
    assert list(views["flow"]["stages"][0]) == FLOW
    assert list(views["snapshot"]["stages"][0]) == SNAPSHOT
    assert views["cohort"]["population"] == 7
    assert views["cohort"]["stages"][1]["rate"] == 5 / 7
    assert views["cohort"]["stages"][0]["rate"] is None
    assert "stages" not in found


def test_one_view_of_the_funnel_stands_at_the_top_too() -> None:
    alone = replace(samples.FUNNEL, cohort=None, snapshot=None, view="flow")
    found = read(alone)
    assert list(found["views"]) == ["flow"]
    assert found["stages"] == found["views"]["flow"]["stages"]


def test_amounts_are_decimal_strings() -> None:
    row = SnapshotStage("B", 1, (Total("CNY", 12345, 5),), 1.0, 0)
    report = replace(samples.FUNNEL, cohort=None, flow=None, snapshot=Snapshot(0, (row,)))
    stage = read(report)["views"]["snapshot"]["stages"][0]
    assert stage["totals"] == [{"currency": "CNY", "amount": "123.45", "weighted": "0.05"}]


def test_history_and_import() -> None:
    entry = read(samples.HISTORY)["items"][1]
    assert (entry["operation"], entry["undone_by"]) == (42, 43)
    assert entry["changes"][0]["column"] == "name"
    found = read(samples.IMPORTED)
    assert list(found)[:9] == [
        "schema", "operation", "rows", "added", "updated", "unchanged", "refused", "problems",
        "refused_file",
    ]  # fmt: skip
    assert len(found["problems"]) == 25
    assert list(found["problems"][0]) == ["row", "column", "value", "reason"]


def test_what_an_import_says_is_in_its_document_in_english(spoken: str) -> None:
    told = said("Columns that are not imported, {count}: {columns}.", count=1, columns=spoken)
    found = read(replace(samples.IMPORTED, said=(told,)))
    assert found["said"] == [f"Columns that are not imported, 1: {spoken}."]
    part = replace(samples.IMPORTED, said=(told,), file="a.csv")
    whole = read(replace(samples.IMPORTED, parts=(part,)))
    assert whole["files"][0]["said"] == found["said"]


def test_definitions() -> None:
    found = read(samples.PIPELINE_LIST)
    assert found["main"] == "lifecycle"
    assert found["items"][0]["stages"][0]["code"]
    assert read(samples.PIPELINE)["pipeline"]["name"] == "telesales"
    assert read(samples.CONFIG)["items"][1] == {"key": "capacity", "value": 20, "place": "store"}


def test_what_was_done_carries_its_record(spoken: str) -> None:
    done = r.Done("backup", (), {"path": f"{spoken}.db"})
    assert read(done) == {"schema": "leadfunnel.backup/1", "path": f"{spoken}.db"}
