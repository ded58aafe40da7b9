"""English brought into the plain words that the English rules are written for.

`Sept. twenty-first, half past three p.m.` becomes `sep 21nth, half past 3pm`. A spelled ordinal
stays apart from 21st, for "second visit" is seldom about a date.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from re import Match

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
WEEKDAY = f"(?P<day>{'|'.join(WEEKDAYS)})\\b"
MONTH = f"(?P<month>{'|'.join(MONTHS)})"
ORDINAL = "(?:st|nd|rd|nth|th)"

_ONES = "one two three four five six seven eight nine"
_TEENS = "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_FIRSTS = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth"
_LATERS = "thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth"
_SPELLINGS = {
    "mon": "monday",
    "tue": "tues tuesday",
    "wed": "weds wednesday wensday wednsday",
    "thu": "thur thurs thursday",
    "fri": "friday",
    "sat": "saturday satterday",
    "sun": "sunday",
    "jan": "january",
    "feb": "february febuary",
    "mar": "march",
    "apr": "april",
    "may": "",
    "jun": "june",
    "jul": "july",
    "aug": "august",
    "sep": "sept september",
    "oct": "october",
    "nov": "november",
    "dec": "december",
    "min": "mins minute minutes",
    "hour": "hr hrs hours",
    "day": "days",
    "week": "wk wks weeks",
    "fortnight": "fortnights",
    "month": "mth mths months",
    "quarter": "qtr quarters",
    "year": "yr yrs years",
    "today": "",
    "tomorrow": "tomorrows tmr tmrw tmw tomorow tommorow tommorrow",
    "yesterday": "",
    "tonight": "tonite",
    "morning": "",
    "afternoon": "",
    "evening": "",
    "night": "",
    "noon": "midday noontime",
    "midnight": "",
    "weekend": "wkend",
    "next": "nxt",
    "last": "previous prev",
    "this": "current",
    "about": "around approximately approx roughly circa",
    "until": "till til untill",
    "start": "beginning",
}


def _words() -> dict[str, str]:
    words = {form: plain for plain, forms in _SPELLINGS.items() for form in (plain, *forms.split())}
    words.update((word, str(n)) for n, word in enumerate(f"{_ONES} {_TEENS}".split(), 1))
    words.update((word, str(10 * n)) for n, word in enumerate(_TENS.split(), 2))
    words.update((word, f"{n}nth") for n, word in enumerate(f"{_FIRSTS} {_LATERS}".split(), 1))
    words.update((word[:-1] + "ieth", f"{10 * n}nth") for n, word in enumerate(_TENS.split(), 2))
    return words


_WORDS = _words()


def plain(line: str) -> str:
    """Return the line, as `moment_text.normalised` gives it, in plain words."""
    for sign, pattern, usual in _FIRST:
        if sign in line:
            line = re.sub(pattern, usual, line)
    line = re.sub(r"[a-z]+\.?", _plain_word, line)
    for sign, pattern, usual in _THEN:
        if sign in line:
            line = re.sub(pattern, usual, line)
    return line


def _plain_word(match: Match[str]) -> str:
    """Return the plain word; the full stop goes with an abbreviation or at the end."""
    return _WORDS.get(match[0].rstrip("."), match[0])


def _compound(match: Match[str]) -> str:
    tens, ones = _WORDS[match["tens"]], _WORDS[match["ones"]]
    return tens[0] + ones


def _is_number(word: str) -> bool:
    return word[0].isdecimal()


def _spelled_year(match: Match[str]) -> str:
    """Return 2016 for "twenty sixteen" behind a month and its day; "twenty thirty" may be 20:30."""
    before = [_WORDS.get(w, w) for w in re.findall("[a-z0-9]+", match.string[: match.start()])]
    if not any(word in MONTHS for word in before) or not any(map(_is_number, before)):
        return match[0]
    rest = [_WORDS[word] for word in re.findall("[a-z]+", match["rest"] or "") if word in _WORDS]
    year = sum(map(int, rest))
    if match["century"] != "two thousand" and 10 <= year < 60 and year % 5 == 0:
        return match[0]
    return f" {19 if match['century'] == 'nineteen' else 20}{year:02}"


def _and_a_half(match: Match[str]) -> str:
    count = 1 if match["n"] in ("a", "an") else int(match["n"])
    if match["unit"] == "hour":
        return f"{60 * count + 30} min"
    return f"{12 * count + 6} month"


def _fraction_of_hour(match: Match[str]) -> str:
    return f"{60 * int(match[1]) // int(match[2])} min"


_COUNTED = "(?:min|hour|hr|day|we?e?k|fortnight|month|year|yr)"


_ONE = _ONES.replace(" ", "|")
_SMALL = rf"(?:{_TENS.replace(' ', '|')})(?:[ -](?:{_ONE}))?|{_TEENS.replace(' ', '|')}"
_REST = f"(?P<rest>{_SMALL}|(?:oh|o|zero) (?:{_ONE}))"

# The sign is looked for first, so that few of the patterns are compiled.
_Rewriting = tuple[str, str, str | Callable[[Match[str]], str]]
_FIRST: tuple[_Rewriting, ...] = (
    ("mid", r"\bmid[ -](?=night|day)", "mid"),
    ("week", r"\bweek-end", "weekend"),
    ("clock", r"\bo'? ?clock\b", "o'clock"),
    ("this day", r"\bthis day\b", "today"),
    ("following", r"\bfollowing (?=week|month)", "next "),
    ("couple", rf"\b(?:a )?couple(?: of)?(?= {_COUNTED})", "2"),
    ("pair of", r"\ba pair of\b", "2"),
    ("teen", rf" (?P<century>nineteen) {_REST}\b(?! ?[ap]\.?m)", _spelled_year),
    ("twenty", rf" (?P<century>twenty) {_REST}\b(?! ?[ap]\.?m)", _spelled_year),
    (
        "thousand",
        rf" (?P<century>two thousand)(?:(?: and)? (?P<rest>{_ONE}|{_SMALL}))?\b",
        _spelled_year,
    ),
    (
        "ty",
        f"\\b(?P<tens>{_TENS.replace(' ', '|')})[ -]"
        f"(?P<ones>{_ONES.replace(' ', '|')}|{'|'.join(_FIRSTS.split()[:9])})\\b",
        _compound,
    ),
    ("@", "@ ?", "at "),
    ("'", r"\bin (\d{1,3})'(?!\w)", r"in \1 min"),
    (" - ", r"(?<=\d{4}) - (?=\d{1,2}:\d\d)", " "),
    ("approx", r"(?<=[\dm]) approx(?:imately)?\b", ""),
)
_THEN: tuple[_Rewriting, ...] = (
    ("ish", r"\b(\d{1,2}(?::\d\d)?)[ -]?ish\b", r"about \1"),
    ("m", r"(?<=\d)(?: ?o'clock)?(?: in the)? ?([ap])\.? ?m\b\.?", r"\1m"),
    (":", r"(:\d\d)([ap])\b", r"\1\2m"),
    ("ish", r"(?:(?<=[ap]m)|(?<=noon))[ -]?ish\b", ""),
    ("sharp", r"(?<=[\dm]) sharp\b", ""),
    ("exactly", r"\bexactly (?=\d|noon)", ""),
    ("half", r"\b(?P<n>\d+|an?) (?P<unit>hour|year) and an? half\b", _and_a_half),
    ("half", r"\b(?P<n>\d+) and an? half (?P<unit>hour|year)\b", _and_a_half),
    (".5", r"(?<![\d.])(?P<n>\d+)\.5 ?(?P<unit>hour|year)\b", _and_a_half),
    ("half", r"\bhalf (?:an? )?hour\b", "30 min"),
    ("half", r"\bhalf a year\b", "6 month"),
    ("quarter", r"\b3[ -]quarter of an hour\b", "45 min"),
    ("quarter", r"\b(?:an? )?quarter (?:of an )?hour\b", "15 min"),
    ("/", r"\b([13])/([24]) ?(?:(?:of )?an? )?h(?:our)?\b", _fraction_of_hour),
)
