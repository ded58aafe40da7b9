"""Phone numbers as values: how they are compared, shown and hidden.

Turning typed text into a number needs a telephone library and stands in `adapters.phones`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from leadfunnel.domain.record import dataclass
from leadfunnel.errors import N_, UnreadableError

EXTENSION = ";ext="
INVISIBLE = dict.fromkeys(
    [0x200B, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2060, 0x206A), 0xFEFF]
)
_CALLING = {"CN": "86", "TW": "886", "HK": "852", "MO": "853", "SG": "65"}
_MOBILES = {
    "CN": ("1", 11, (3, 4, 4)),
    "TW": ("09", 10, (4, 3, 3)),
    "HK": ("", 8, (4, 4)),
    "MO": ("6", 8, (4, 4)),
    "SG": ("", 8, (4, 4)),
}
_AREAS = {
    "CN": "(?:400|800)(?=[0-9]{7}$)|(?:010|02[0-9]|0[3-9][0-9]{2})(?=[0-9]{7,8}$)",
    "TW": "(?:037|049|08[29]|0[2-8])(?=[0-9]{6,8}$)",
}
"""How numbers with an area, or a service, start; compiled only when one is shown."""
_ALL_DECIMALS = 6
_CN_WITHOUT_ZERO = ("400", "800", "95")


class BadPhone(UnreadableError):
    """The text is no phone, or one too short to be told from a number of something else."""

    code = "bad_phone"
    message = N_('Cannot read "{text}" as a phone: it needs 5 to 40 digits and no other words.')
    hint = N_("Type it like 138 0013 8000 or +44 20 7946 0018, an extension as ext 12.")


class LostDigits(BadPhone):
    """A spreadsheet showed the number with an exponent and saved no more of it than that."""

    code = "lost_digits"
    message = N_('"{text}" lost digits in a spreadsheet.')
    hint = N_("Show the column as whole numbers there and save it again.")


@dataclass(frozen=True)
class Phone:
    """`number` is E.164, with ";ext=12" if need be, when valid; else the digits as typed."""

    number: str
    raw: str
    valid: bool


def plain(text: str) -> str:
    """Return the text in compatibility form (NFKC), trimmed, without invisible marks."""
    if text.isascii():
        return text.strip()
    return unicodedata.normalize("NFKC", text).translate(INVISIBLE).strip()


def digits(text: str) -> str:
    """Return the decimal digits of the text, whatever script they are written in."""
    return "".join(str(int(sign)) for sign in text if sign.isdecimal())


def spelled_out(text: str) -> str:
    """Return a number that a spreadsheet wrote with an exponent as its digits.

    Raises LostDigits where it was shortened for the eye, to five decimals at most.
    """
    if text.isdecimal():
        return text
    match = re.fullmatch(r"\s*([1-9])(?:\.([0-9]*))?[eE]\+?([0-9]{1,2})\s*", text)
    if match is None:
        return text
    first, decimals, exponent = match[1], match[2] or "", int(match[3])
    if len(decimals) > exponent or (len(decimals) < _ALL_DECIMALS and len(decimals) < exponent):
        raise LostDigits(text=text.strip()[:40])
    return first + decimals.ljust(exponent, "0")


def tail(number: str, count: int = 4) -> str:
    """Return the last digits of a number, not counting its extension."""
    return digits(number.partition(EXTENSION)[0])[-count:]


def national(number: str, region: str) -> str:
    """Return the number as dialled within the region, or as it is if it lies outside."""
    main = number.partition(EXTENSION)[0]
    code = _CALLING.get(region)
    if code is None or not main.startswith(f"+{code}"):
        return main
    rest = main[1 + len(code) :]
    return ("0" if _dials_zero(rest, region) else "") + rest


def _dials_zero(rest: str, region: str) -> bool:
    if region == "CN":
        mobile = len(rest) == 11 and rest.startswith("1")
        return not mobile and not rest.startswith(_CN_WITHOUT_ZERO)
    return region == "TW"


def mask(number: str, region: str = "CN") -> str:
    """Return the number with its middle hidden, as in 138****8000; never a whole phone."""
    shown = national(number, region)
    ciphers = digits(shown)
    last = min(4, len(ciphers) // 2)
    first = min(3, max(0, len(ciphers) - last - 4))
    plus = "+" if shown.startswith("+") else ""
    return plus + ciphers[:first] + "****" + ciphers[len(ciphers) - last :]


def pretty(number: str, region: str = "CN") -> str:
    """Return the number for people: a mobile of the region in groups, a landline by its area."""
    extension = number.partition(EXTENSION)[2]
    return _grouped(number, region) + (f" x{extension}" if extension else "")


def _grouped(number: str, region: str) -> str:
    main, shown = number.partition(EXTENSION)[0], national(number, region)
    if shown == main:  # of another region, or as typed
        return main
    start, length, groups = _MOBILES.get(region, ("", 0, ()))
    if len(shown) == length and shown.startswith(start):
        return " ".join(_cut(shown, groups))
    area = re.match(_AREAS[region], shown) if region in _AREAS else None
    if area is None:
        return main
    return "-".join(_cut(shown, (area.end(), len(shown) - area.end() - 4, 4)))


def _cut(digits: str, widths: Sequence[int]) -> list[str]:
    parts, position = [], 0
    for width in widths:
        parts.append(digits[position : position + width])
        position += width
    return parts
