"""What `doctor` says of the way to a server, and that no password is shown."""

from __future__ import annotations

import pytest

psycopg = pytest.importorskip("psycopg")

from leadfunnel.store import transport  # noqa: E402 - only with the driver
from leadfunnel.store.postgres_faults import read_url  # noqa: E402


@pytest.mark.parametrize(
    ("url", "environ", "found"),
    [
        ("postgresql://localhost/shop", {}, None),
        ("postgresql:///shop", {}, None),
        ("postgresql:///shop?host=/run/postgresql", {}, None),
        ("postgresql://[::1]:5432/shop", {}, None),
        ("postgresql://db.example/shop", {}, transport.OPEN),
        ("postgresql:///shop", {"PGHOST": "db.example"}, transport.OPEN),
        ("postgresql://db.example/shop?sslmode=disable", {}, transport.OPEN),
        ("postgresql://localhost,db.example/shop", {}, transport.OPEN),
        ("postgresql://db.example/shop?sslmode=require", {}, transport.UNSURE),
        ("postgresql://db.example/shop", {"PGSSLMODE": "verify-ca"}, transport.UNSURE),
        ("postgresql://db.example/shop?sslmode=verify-full", {}, None),
        ("postgresql://db.example/shop", {"PGSSLMODE": "verify-full"}, None),
    ],
)
def test_the_way_to_a_server(url: str, environ: dict[str, str], found: str | None) -> None:
    finding = transport.advice(read_url(url), environ)
    assert (finding and finding.said.text) == found


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://May:s3cret@db.example:5433/shop?sslmode=require",
        "postgresql://db.example/shop?password=s3cret",
        "postgresql://%E8%80%81%E6%9D%BF:s3%40cret@[::1]/a%20b?options=-csearch_path%3Dx",
        "postgresql:///shop?host=/run/x&user=May&password=s3cret",
    ],
)
def test_an_address_is_shown_without_its_password_and_means_the_same(url: str) -> None:
    shown = transport.without_password(url)
    assert "s3" not in shown
    plain = {key: value for key, value in read_url(url).items() if key != "password"}
    assert read_url(shown) == plain
