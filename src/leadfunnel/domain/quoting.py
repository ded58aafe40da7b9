"""Names as they are typed in a shell."""

from __future__ import annotations

_PLAIN = frozenset("-_.,:+@%/=#")


def quoted(name: str) -> str:
    """Return a name as one word of a shell, as it is where that is possible."""
    if name and all(sign.isalnum() or sign in _PLAIN for sign in name) and name[0] not in "-#":
        return name
    return "'" + name.replace("'", "'\\''") + "'"
