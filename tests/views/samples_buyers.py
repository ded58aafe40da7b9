"""Buyers, makers of revenue, referrals, channels and what is used up, to show."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

from tests.views import results as r

from leadfunnel.data import shipped_text
from leadfunnel.domain.customer import Customer
from leadfunnel.domain.money import Money
from leadfunnel.domain.pareto import pareto
from leadfunnel.domain.purchase import Product, RunOut
from leadfunnel.domain.rfm import Returning, Scale, segments

TODAY = date(2026, 11, 21)
SCALE = Scale((30, 60, 120, 240), (2, 3, 5, 9), (50000, 100000, 300000, 1000000), quintiles=False)
BACK = Returning(1234, 321, 2345, 98765, 12345678, 400, 90)
NOBODY = Returning(0, 0, 0, 0, 0, 0, 0)
FOUND = segments(json.loads(shipped_text("rules.json"))["rfm"])
SPENT = (Money(1234567800, "CNY"), Money(7990, "USD"))


def results(zhang: Customer, awkward: Customer, now: int) -> dict[str, object]:
    """Return every sample by name."""
    seen, then = r.Seen(now), r.Seen(now, now, 3, asked=True)
    counted = tuple(r.BuyerSegment(one, 137 * n, 99999 * n) for n, one in enumerate(FOUND))
    rfm = r.RfmReport(counted, SCALE, BACK, "CNY", 25, 90, seen)
    best = r.Referrer(zhang, 3, 2, 40, SPENT, TODAY)
    other = r.Referrer(awkward, 1, 0, 1, (), None)
    deep = tuple(
        r.Branch(replace(awkward if depth % 5 == 3 else zhang, id=depth), depth, SPENT[:1])
        for depth in (1, 2, 2, 3, 4, 5, 6, 7, 8, 1, 2)
    )
    forest = (
        r.Branch(zhang, 0, SPENT, 2, SPENT, TODAY),
        r.Branch(awkward, 1, (), 1, SPENT[1:]),
        r.Branch(replace(zhang, id=14), 2, SPENT[1:], 31, SPENT, None, 31),
        r.Branch(replace(zhang, id=15), 1, ()),
    )
    cream = RunOut(zhang.id, Product(1, "修护精华面霜 50ml", lasts_days=30), TODAY)
    soap = RunOut(awkward.id, Product(2, "soap", price=SPENT[1]), date(2026, 11, 3))
    sums = [(12, 5000000), (40613, 4000000), (None, 3000000), (9, 100)]
    makers = (pareto("CNY", sums, 4, 12000100), pareto("USD", [(12, 7990)], 1, 7990))
    names: dict[str | int | None, str] = {12: zhang.label, 40613: awkward.label}
    whole = r.ParetoReport("customer", None, None, makers, names, 2, seen)
    channel = r.Channel("抖音直播间", 1234, 98, {"CNY": 98765400}, {"CNY": 1234500, "USD": 990})
    campaign = r.Channel("双十一", 40, 9, {"CNY": 880000}, {"CNY": 500000}, 16)
    bare = r.Channel(None, 0, 0, {}, {"CNY": 500})
    return {
        "rfm": rfm,
        "rfm in fifths": replace(rfm, scale=replace(SCALE, quintiles=True)),
        "no buyers": replace(rfm, returning=NOBODY),
        "pareto": whole,
        "pareto of products": r.ParetoReport(
            "product", TODAY, TODAY, (pareto("CNY", [("面霜", 9), (None, 1)], 2, 10),),
            {"面霜": "面霜"}, None, then,
        ),
        "no pareto": replace(whole, found=()),
        "referrals": r.ReferralReport((best, other), 7, 41, then),
        "no referrals": r.ReferralReport((), 0, 0, seen),
        "referral tree": r.ReferralTree(best, awkward.label, deep, 27, seen),
        "all referral trees": r.ReferralTree(None, None, forest, 0, seen),
        "no referral trees": r.ReferralTree(None, None, (), 0, then),
        "channels": r.ChannelReport(
            TODAY, TODAY, (channel, bare), (campaign,), {"CNY": 1735000, "USD": 990}, then
        ),
        "no channels": r.ChannelReport(None, None, (), (), {}, seen),
        "used up": r.UsedUp(((soap, awkward), (cream, zhang)), 3, TODAY),
        "nothing used up": r.UsedUp((), 0, TODAY),
    }  # fmt: skip
