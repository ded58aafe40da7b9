"""Sales figures: by hand, and by an independent count over random purchases."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadfunnel.domain.sales import Entry, Frame, Piece, Tally, kept_of, pull, row, table

JAN = (date(2026, 1, 1), date(2026, 1, 31))


def bought(number: int, day: int, amount: int | None, **more: object) -> Entry:
    told: dict[str, object] = {"currency": "CNY", "root": number, "customer_id": number, **more}
    return Entry(id=number, day=date(2026, 1, 1) + timedelta(day - 1), amount=amount, **told)  # type: ignore[arg-type]


def month(by: tuple[str, ...] = ()) -> Frame:
    return Frame(*JAN, by, lambda unit, day: day.isoformat()[: 7 if unit == "month" else 10])


def figures(occasions: list[list[Entry]], frame: Frame) -> dict[object, tuple[int, int, int]]:
    found = table(occasions, frame)
    return {
        (*one.group, one.currency): (one.revenue, one.spread.count, one.spread.total)
        for one in found.rows()
    }


def test_a_refund_counts_on_its_own_day_and_lessens_the_purchase() -> None:
    one = [bought(1, 3, 1000), bought(2, 40, -300, root=1, customer_id=1)]
    january = table([one], month())
    assert [(sum_.revenue, sum_.spread.total) for sum_ in january.sums()] == [(1000, 700)]
    february = table([one], Frame(date(2026, 2, 1), date(2026, 2, 28)))
    assert [(sum_.revenue, sum_.spread.count) for sum_ in february.sums()] == [(-300, 0)]


def test_what_went_back_whole_is_no_occasion_but_its_money_moved() -> None:
    one = [bought(1, 3, 1000), bought(2, 5, -1000, root=1, customer_id=1)]
    found = table([one], month(("day",)))
    assert found.occasions == 0
    assert [(sum_.group, sum_.revenue) for sum_ in found.rows()] == [
        (("2026-01-03",), 1000),
        (("2026-01-05",), -1000),
    ]


def test_purchases_of_one_order_are_one_occasion_on_the_first_day() -> None:
    order = [bought(1, 3, 1000), bought(2, 9, 500, customer_id=1)]
    assert figures([order], month(("day",))) == {
        ("2026-01-03", "CNY"): (1000, 1, 1500),
        ("2026-01-09", "CNY"): (500, 0, 0),
    }


def test_an_order_that_began_before_the_period_is_not_counted_in_it_again() -> None:
    order = [bought(1, -3, 1000), bought(2, 9, 500, customer_id=1)]
    found = table([order], month())
    assert (found.occasions, found.sums()[0].revenue) == (0, 500)


def test_products_take_their_amounts_and_the_rest_is_of_none() -> None:
    cream, soap = Piece("cream", "face", 700), Piece("soap", "body", None)
    one = [bought(1, 3, 1000, pieces=(cream, soap))]
    assert figures([one], month(("product",))) == {
        ("cream", "CNY"): (700, 1, 700),
        (None, "CNY"): (300, 1, 300),
    }
    whole = [bought(1, 3, 1000, pieces=(Piece("cream", None, None),))]
    back = bought(2, 4, -400, root=1, customer_id=1)
    assert figures([[*whole, back]], month(("product",))) == {("cream", "CNY"): (600, 1, 600)}


def test_an_unknown_amount_is_counted_apart() -> None:
    found = table([[bought(1, 3, None)], [bought(2, 3, 500)]], month(("day",)))
    assert (found.occasions, found.unknown_occasions) == (2, 1)
    assert dict(found.unknown) == {("2026-01-03",): 1}
    assert found.sums()[0].spread.count == 1


def test_goods_tell_what_is_kept_where_money_does_not() -> None:
    gift = [bought(1, 3, None, goods=2000), bought(2, 4, None, root=1, goods=-1000)]
    assert [one.id for one in kept_of(gift)] == [1]
    assert kept_of([gift[0], bought(2, 4, None, root=1, goods=-2000)]) == []


def test_currencies_never_mix() -> None:
    found = table([[bought(1, 3, 500)], [bought(2, 3, 70, currency="USD")]], month())
    assert [(one.currency, one.revenue) for one in found.sums()] == [("CNY", 500), ("USD", 70)]


@pytest.mark.parametrize(
    ("amounts", "drawn"),
    [
        ([10] * 9 + [100], [100]),
        ([10, 10, 10], None),
        ([10, 15], None),
        ([10] * 5 + [100, 200], [200, 100]),
    ],
)
def test_few_that_draw_the_mean_up_are_named(amounts: list[int], drawn: list[int] | None) -> None:
    tally = Tally()
    for who, amount in enumerate(amounts):
        tally.occasion(amount, who)
    found = pull(row(tally, "CNY"))
    assert (found and [amount for amount, _ in found.tops]) == drawn


amounts = st.one_of(st.none(), st.integers(0, 10**9))


@st.composite
def histories(draw: st.DrawFn) -> list[list[Entry]]:
    """Occasions of random purchases, each perhaps given back in part or whole."""
    number, found = 0, []
    for customer in range(draw(st.integers(0, 12))):
        occasion: list[Entry] = []
        marks = {name: draw(st.sampled_from(("a", "b", None))) for name in ("owner", "source")}
        for _ in range(draw(st.integers(1, 3))):
            number += 1
            root, amount = number, draw(amounts)
            names = draw(st.lists(st.sampled_from("xyz"), max_size=3, unique=True))
            share = None if amount is None else amount // (len(names) + 1)
            pieces = tuple(
                Piece(name, name.upper(), draw(st.sampled_from((share, None)))) for name in names
            )
            told = {
                "customer_id": customer,
                "currency": None if amount is None else draw(st.sampled_from(("CNY", "USD"))),
                "pieces": pieces,
                "marks": marks,
                "goods": 1000 * len(names),
            }
            occasion.append(bought(root, draw(st.integers(-9, 40)), amount, **told))
            if amount and draw(st.booleans()):
                number += 1
                back = draw(st.integers(1, amount))
                told |= {"pieces": (), "root": root, "goods": 0}
                occasion.append(bought(number, occasion[-1].day.day + 3, -back, **told))
        found.append(occasion)
    return found


DIMENSIONS = ("day", "month", "owner", "source", "product", "category")


@given(histories(), st.lists(st.sampled_from(DIMENSIONS), max_size=3, unique=True))
def test_the_groups_add_up_to_the_whole(occasions: list[list[Entry]], by: list[str]) -> None:
    found = table(occasions, month(tuple(by)))
    revenue: dict[str, int] = defaultdict(int)
    counts: dict[str, int] = defaultdict(int)
    totals: dict[str, int] = defaultdict(int)
    for one in found.rows():
        revenue[one.currency] += one.revenue
        counts[one.currency] += one.spread.count
        totals[one.currency] += one.spread.total
    for whole in found.sums():
        assert revenue[whole.currency] == whole.revenue
        if not {"product", "category"} & set(by):
            assert counts[whole.currency] == whole.spread.count
            assert totals[whole.currency] == whole.spread.total


@given(histories())
def test_revenue_is_what_moved_in_the_days(occasions: list[list[Entry]]) -> None:
    expected: dict[str, int] = defaultdict(int)
    for entry in (entry for occasion in occasions for entry in occasion):
        if entry.amount is not None and entry.currency and JAN[0] <= entry.day <= JAN[1]:
            expected[entry.currency] += entry.amount
    found = {one.currency: one.revenue for one in table(occasions, month()).sums()}
    assert {key: value for key, value in found.items() if value} == {
        key: value for key, value in expected.items() if value
    }
