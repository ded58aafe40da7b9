"""How safely a store's address speaks with its server, and the address as it may be shown."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import quote

from leadfunnel.domain.finding import Finding
from leadfunnel.domain.sentence import said
from leadfunnel.errors import N_
from leadfunnel.store import postgres_faults as faults

HERE = ("localhost", "127.0.0.1", "::1")
OPEN = N_("what is sent to {host} may be read on the way (sslmode={mode})")
UNSURE = N_("what is sent to {host} is encrypted, but anybody may answer in its place")
STEP = N_(
    "Write ?sslmode=verify-full after the address, with the certificate of whoever vouches for "
    "the server in sslrootcert."
)


def advice(told: Mapping[str, object], environ: Mapping[str, str]) -> Finding | None:
    """Return what is wrong with the way to a server; None on this machine or when all is checked.

    What the parts of the address do not say, PGHOST and PGSSLMODE do, as for every client.
    """
    host = str(told.get("host") or told.get("hostaddr") or environ.get("PGHOST") or "localhost")
    mode = str(told.get("sslmode") or environ.get("PGSSLMODE") or "prefer")
    if all(one in HERE or one.startswith("/") for one in host.split(",")) or mode == "verify-full":
        return None
    text = UNSURE if mode in ("require", "verify-ca") else OPEN
    return Finding("transport", said(text, host=host, mode=mode), said(STEP), grave=False)


def without_password(url: str) -> str:
    """Return an address that may be shown and used again: all but its secrets."""
    told = {key: str(value) for key, value in faults.read_url(url).items()}
    hosts = told.pop("host", "").split(",")
    place = ",".join(f"[{one}]" if ":" in one else quote(one, safe="") for one in hosts)
    port, database = told.pop("port", ""), quote(told.pop("dbname", ""))
    user = quote(told.pop("user", ""))
    rest = "&".join(
        f"{key}={quote(value)}" for key, value in told.items() if key not in faults.SECRET
    )
    at, colon = f"{user}@" if user else "", f":{port}" if port.strip(",") else ""
    return f"postgresql://{at}{place}{colon}/{database}{f'?{rest}' if rest else ''}"
