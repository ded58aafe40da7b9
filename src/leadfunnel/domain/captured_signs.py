"""The characters and words that moments in a line are made of, and what beside them matters."""

from __future__ import annotations

# The signs and words that moments are made of, and those without which there is none.
ANCHORS = frozenset(
    "现現今明后後昨前周週星礼禮月号號日点點早晚午晨夜底末初年天时時钟鐘刻秒节節庆慶旦秋夕诞誕冬立晏昏候期季宵阳陽双雙腊臘一八"
)
HAN = ANCHORS | frozenset(
    "去上下本度晝这這个個拜半分头頭小中正凌清傍间間里裡内內之以过過再大两兩俩倆零〇一二三四五六七八九十廿卅整在"
    "来來儿兒夏至国國春端阳陽元宵除劳勞动動腊臘农農历曆阴陰圣聖妇婦女童教师師假放双雙旧舊新的万不于亲親人仨"
    "份作北南右吧多季安定家尾工左差平度当當恩情感截方於最朝概止此母民深父百第约約而聽听许許赶趕迟遲重黑色五网網络絡购購闰閏黃黄"
)
LATIN_ANCHORS = frozenset(
    (
        "mon", "tue", "tues", "wed", "weds", "thu", "thur", "thurs", "fri", "sat", "sun", "monday",
        "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "jan", "feb", "mar",
        "apr", "may", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "january",
        "february", "march", "april", "june", "july", "august", "september", "october", "november",
        "december", "mondays", "tuesdays", "wednesdays", "thursdays", "fridays", "saturdays",
        "sundays", "close", "business", "festival", "today",
        "tomorrow", "tomorrows", "tomorow", "tmr", "tmrw", "tonight", "tonite",
        "yesterday", "now", "next", "nxt", "last", "ago", "later", "hence", "eow", "eom", "eoy",
        "eod", "eoq", "cob", "end", "start", "beginning", "weekend", "noon", "noonish", "midday",
        "midnight", "morning", "afternoon", "evening", "night", "lunch", "lunchtime", "in",
        "within", "pm", "am", "pmish", "at", "st", "nd", "rd", "th", "clock", "oclock", "d", "w",
        "mo", "h", "min", "christmas", "xmas", "easter", "thanksgiving", "halloween", "cyber",
        "lunar", "solstice", "day", "week", "weeks", "month", "year", "fortnight", "quarter",
        "first", "days", "time", "past", "due",
    )
)  # fmt: skip
LATIN = LATIN_ANCHORS | frozenset(
    (
        "the", "of", "on", "by", "this", "coming", "before", "after", "from", "right", "half",
        "a", "an", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
        "eleven", "twelve", "twenty", "thirty", "forty", "ninety", "o", "p", "m", "wk", "wks",
        "months", "y", "yr", "yrs", "years", "hr", "hrs", "hour", "hours", "mins", "minute",
        "minutes", "eve", "t", "z", "l", "s", "new", "holiday", "festival", "spring", "national",
        "about", "and", "approx", "approximately", "around", "autumn", "black", "boat", "business",
        "chinese", "close", "couple", "dragon", "second", "third", "fourth", "fifth", "eighth",
        "early", "tenth", "thirtieth", "exactly", "father", "fathers", "mother", "mothers",
        "fortnights",
        "good", "ish", "king", "labor", "labour", "latest", "luther", "martin", "mid", "more",
        "no", "not", "or", "over", "patrick", "quarters", "sharp", "than", "thing", "till", "to",
        "until", "upcoming", "valentine", "winter", "working",
    )
)  # fmt: skip
# Read as a moment, these may well be something else: a size, an order, a name, a remark.
WEAK = (
    r"[0-9]{1,2} ?/ ?[0-9]{1,2}|(?:around|about|approx[a-z]*|roughly) [0-9]+"
    r"|[0-9]{2}-[0-9]{2}|[0-9]{8}|[0-9]+ ?(?:d|w|m|mo|y|h|min)"
    r"|(?:[0-9]+|[一二三四五六七八九十廿卅]+|两|兩)(?:[号號日]|[点點](?:[钟鐘]|整)?)"
    r"|(?:mon|tues?|weds?|wednes|thu|thurs?|fri|sat|satur|sun)(?:day)?\.?"
    r"|weekend|noon|midday|morning|afternoon|evening|night|now|today|right now|this (?:week|month)"
    r"|今[天日儿兒]|现在|現在|一?早[上晨]|晚[上间間]|[上中下正]午|午[后後]|凌晨|清晨|傍晚"
    r"|[0-9]+(?:st|nd|rd|th)|.*[内內]|within .*"
)
# Of a day that may lie on either side these say that it is gone; 过来 and 了解 do not.
GONE = (
    r"[^\s,，。;；、\0]{0,5}?(?:过(?![来來去年节節户戶几幾两兩])|過(?![來去年節戶幾兩])|了(?!解))"
)
RANGE = (
    r" ?(?:[到至](?=[周週星礼禮0-9一二三四五六七八九十明后後下月])|[-~～—–] ?(?=[^\s])"
    r"|(?:to|until|till) |(?:and|or) (?=[0-9]))"
)
