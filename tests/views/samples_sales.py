"""Sales figures to show: in one and two currencies, grouped, compared, drawn, and none."""

from __future__ import annotations

from datetime import date, datetime

from tests.views import results as r

from leadfunnel.domain.sales import Entry, Frame, Piece, pull, table

NOW = int(datetime.fromisoformat("2026-11-21T10:00:00+08:00").timestamp())
FIRST, LAST = date(2026, 11, 1), date(2026, 11, 30)
SOLD = (
    ("欧阳娜娜", "修护精华面霜 50ml", 100_000_00, "CNY", "抖音"),
    ("张伟", "修护精华面霜 50ml", 100_000_00, "CNY", "抖音"),
    ("李四", "洁面", 90_000_00, "CNY", None),
    ("Jane Doe", "洁面", 80_000_00, "CNY", "转介绍"),
    ("老王", "修护精华面霜 50ml", 1_000_000_00, "CNY", "抖音"),
    ("Bob", "cream", 79_90, "USD", "转介绍"),
    ("Eve", "cream", None, None, None),
)


def _occasions(day: date) -> list[list[Entry]]:
    return [
        [
            Entry(
                id=number,
                root=number,
                customer_id=number,
                day=day,
                amount=amount,
                currency=currency,
                marks={"source": source},
                pieces=(Piece(product, "护肤", None),),
            )
        ]
        for number, (_name, product, amount, currency, source) in enumerate(SOLD, 1)
    ]


def _report(*by: str, **more: object) -> r.SalesReport:
    found = table(_occasions(FIRST), Frame(FIRST, LAST, by))
    told: dict[str, object] = {
        "sums": found.sums(),
        "rows": found.rows() if by else (),
        "occasions": found.occasions,
        "unknown_occasions": found.unknown_occasions,
        "unknown": dict(found.unknown) if by else {},
        "additive": "product" not in by,
        "pulls": {row.currency: drawn for row in found.sums() if (drawn := pull(row))},
        "names": {number: sold[0] for number, sold in enumerate(SOLD, 1)},
        **more,
    }
    return r.SalesReport(
        FIRST, LAST, "2026-11", by, as_of=NOW, known_at=None, recorded_since=1, **told
    )  # type: ignore[arg-type]


def _before(kind: str, day: date, by: tuple[str, ...]) -> r.Before:
    found = table(_occasions(day)[:3], Frame(day, day, by))
    rows = {(row.group, row.currency): row for row in found.rows()} if by else {}
    return r.Before(kind, day, date(day.year, day.month, 21), found.sums(), rows)


def _compared(*by: str) -> tuple[r.Before, ...]:
    return (
        _before("previous", date(2026, 10, 1), by),
        _before("last_year", date(2025, 11, 1), by),
    )


TREND = tuple(
    r.Point(
        f"2026-{month:02}",
        date(2026, month, 1),
        date(2026, month, 28),
        {"CNY": (revenue * 100, 3)} if revenue else {},
        running=month == 11,
    )
    for month, revenue in enumerate((0, 500, 900, 1200, 800, 2000, 0, 2600, 3000, 2800, 1400), 1)
)
RESULTS: dict[str, object] = {
    "sales": _report(before=_compared(), trend=TREND),
    "sales by": _report("source", "product", before=_compared("source", "product")),
    "no sales": r.SalesReport(
        FIRST, LAST, "2026-11", (), (), (), 0, 0, {}, NOW, NOW, 0, trend=TREND[:1]
    ),
}
