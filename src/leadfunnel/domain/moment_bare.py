"""A length of time alone where a moment to come has to be said: 3天 as 3天后, 3 days as in 3 days.

Within a sentence it is none: 3天无理由退货, 3 days warranty.
"""

from __future__ import annotations

import re

_CHINESE = (
    r"\s*(?:[0-9]{1,4}|[一二两三四五六七八九十]{1,3}|半)\s*"
    r"(?:天|周|週|个?星期|個星期|个?礼拜|個禮拜|个月|個月|个?小时|個?小時|分钟|分鐘)\s*"
)
_ENGLISH = (
    r"\s*(?:[0-9]{1,4}|a|an|one|two|three|four|five|six|seven|ten)\s+"
    r"(?:minute|hour|day|week|month)s?\s*"
)


def ahead(text: str) -> str | None:
    """Return a bare length of time as the moment so far ahead, None for another text."""
    if re.fullmatch(_CHINESE, text):
        return re.sub(r"\s", "", text) + "后"
    return f"in {text.strip()}" if re.fullmatch(_ENGLISH, text, re.IGNORECASE) else None
