"""Finding the name in what is left of a line once phones, ids and tags are taken out."""

from __future__ import annotations

import re
import unicodedata

Span = tuple[int, int]

_LONGEST_HAN, _SHORT_HAN = 12, 4
_MOST_WORDS = 5
# Words are told by their starts and ends, not by patterns: compiling those would slow every `add`.
_TITLES = (
    *("姐", "哥", "总", "總", "老师", "老師", "先生", "女士", "小姐", "太太", "阿姨", "叔叔", "叔"),
    *("经理", "經理", "医生", "醫生", "老板", "老闆", "师傅", "師傅", "主任", "店长", "店長"),
    *("同学", "同學"),
)
_WISHES = (
    *("想", "要", "问", "問", "咨询", "諮詢", "需要", "预算", "預算", "打算", "来电", "來電"),
    *("来店", "來店", "到店", "买", "買", "换", "換", "看", "约", "約", "找", "昨", "今天", "今晚"),
    *("明天", "明早", "后天", "後天", "上周", "下周", "上午", "下午", "刚", "剛", "已经", "已經"),
)
_AFTER_NAME = (*_WISHES, "没", "不")
_SENTENCE = (
    *_WISHES,
    *("加", "发", "發", "送", "聊", "说", "說", "报价", "報價", "回访", "回訪"),
)
_MARKERS = frozenset(
    (
        *("微信", "微信号", "微信號", "wx", "vx", "wechat", "电话", "電話", "手机", "手機", "tel"),
        *("phone", "mobile", "来源", "來源", "source", "客户", "客戶", "顾客", "顧客", "备注"),
        *("備註", "地址", "订单", "訂單", "订单号", "訂單號", "单号", "單號", "编号", "編號"),
    )
)
_ASKED = (
    *(
        "多少",
        "什么",
        "什麼",
        "怎么",
        "怎麼",
        "为啥",
        "哪个",
        "哪個",
        "哪里",
        "哪裡",
        "几点",
        "幾點",
    ),
    *("有没有", "有沒有", "能不能", "可不可以", "是不是", "贵不贵", "?", "？", "!", "！"),
)
_ENDS = ("吗", "嗎", "呢", "吧", "啊", "了", "谢谢", "謝謝", "价格", "價格", "多久")
_ANSWERS = frozenset(
    (
        *(
            "好的",
            "好",
            "收到",
            "嗯",
            "嗯嗯",
            "行",
            "可以",
            "谢谢",
            "謝謝",
            "你好",
            "您好",
            "在",
            "是的",
        ),
        *("没有", "沒有", "不用", "ok", "okay", "yes", "no", "thanks", "hello", "hi", "sure"),
        *("[图片]", "[圖片]", "[语音]", "[表情]", "[视频]", "[photo]", "[sticker]", "图片", "语音"),
    )
)
_QUESTIONS = frozenset(
    (
        *("how", "what", "when", "where", "which", "why", "who", "is", "are", "does"),
        *("could", "would", "thanks", "thank", "please", "hello", "hi", "ok", "okay", "yes"),
    )
)
_SURNAMES = frozenset(
    "王李张張刘劉陈陳杨楊黄黃赵趙吴吳周徐孙孫马馬朱胡郭何高林罗羅郑鄭梁谢謝宋唐许許韩韓冯馮邓鄧曹彭曾"
    "肖萧蕭田董袁潘于蒋蔣蔡余杜叶葉程苏蘇魏吕呂丁任沈姚卢盧姜崔钟鐘谭譚陆陸汪范金石廖贾賈夏韦韋付方白"
    "邹鄒孟熊秦邱江尹薛闫閻段雷侯龙龍史陶黎贺賀顾顧毛郝龚龔邵万萬钱錢严嚴覃武戴莫孔向汤湯欧歐区區"
)
_PARTICLES = frozenset(
    (
        *("van", "von", "de", "den", "der", "da", "del", "della", "di", "dos", "la", "le"),
        *("bin", "al", "el", "ter", "ten"),
    )
)


def find_name(flat: str, *, identified: bool) -> Span | None:
    """Return where the name stands in what is left of a line, NUL standing for what is taken.

    The first word is the name. Where it reads like a sentence, a word like 王姐 further on is
    preferred; without one, a customer `identified` by a phone or id needs no name.
    """
    alone = flat.strip()
    if alone.isascii() and not re.search(r"[\s\0]|^[0-9.,+()-]*$", alone):
        start = flat.index(alone)
        return start, start + len(alone)
    apart = r" \t\r\n\f\v\u3000\xa0,;。、\0"
    tokens = [m.span() for m in re.finditer(rf"https?://[^{apart}]+|[^{apart}|/:]+", flat)]
    words = [flat[slice(*span)] for span in tokens]
    index = _choose(words, identified)
    if index is None:
        return None
    if any(map(_is_han, words[index])):
        size = _han_length(words[index])
        return (tokens[index][0], tokens[index][0] + size) if size else None
    return tokens[index][0], _latin_end(flat, tokens[index:])


def _choose(words: list[str], identified: bool) -> int | None:
    usable = [place for place, word in enumerate(words) if not _is_mark_or_amount(word)]
    first = words[usable[0]] if usable else ""
    says = not first or first.startswith(_SENTENCE)
    if not says and not any(map(str.isdecimal, first)):
        return usable[0]
    titled = next((place for place in usable if is_titled(words[place])), None)
    if titled is not None:
        return titled
    if not says:
        return usable[0]
    if identified:
        return None
    return next((n for n, word in enumerate(words) if not word.isdecimal()), None)


def _is_mark_or_amount(word: str) -> bool:
    if word[0].isdecimal() or "://" in word or word.casefold() in _MARKERS:
        return True
    return not any(sign.isalpha() or unicodedata.category(sign) == "So" for sign in word)


def _is_han(sign: str) -> bool:
    return "\u3400" <= sign <= "\u9fff"


def is_person(text: str) -> bool:
    """Tell whether a text looks like a person's name: a title, a usual surname, or Latin words."""
    word = text.strip()
    if is_titled(word) or _is_capital(word.split(" ")[0] or "-"):
        return True
    return 2 <= len(word) <= _SHORT_HAN and word[0] in _SURNAMES and all(map(_is_han, word))


def is_spoken(text: str) -> bool:
    """Tell whether a text is something that was said, and no name: 烟机多少钱, 好的, how much."""
    word = text.strip().casefold()
    if word in _ANSWERS or word.partition(" ")[0] in _QUESTIONS or word.startswith(_SENTENCE):
        return True
    return any(part in word for part in _ASKED) or word.endswith(_ENDS)


def is_titled(word: str) -> bool:
    """Tell whether a word is a name with a title: 王姐, 欧阳老师."""
    title = next((title for title in _TITLES if word.endswith(title)), "")
    return bool(title) and 1 <= len(word) - len(title) <= 3 and all(map(_is_han, word))


def _han_length(word: str) -> int:
    """Return how much of a word in Chinese is the name: 王姐想换烟机 begins with one."""
    long = len(word) > _LONGEST_HAN
    if word.startswith(_SENTENCE):
        return 0 if long else len(word)
    titled = _titled_length(word)
    if titled and _wishes_at(word, titled):
        return titled
    if len(word) > _SHORT_HAN:
        end = next((end for end in (2, 3, 4) if _wishes_at(word, end)), 0)
        if end and all(map(_is_han, word[:end])):
            return end
    if not long:
        return len(word)
    return 0 if word[titled : titled + 1] in {"的", "家"} else titled


def _titled_length(word: str) -> int:
    """Return the length of a surname and title at the start of a word, 0 without one."""
    for surname in (1, 2):
        title = next((title for title in _TITLES if word.startswith(title, surname)), "")
        if title and all(map(_is_han, word[:surname])):
            return surname + len(title)
    return 0


def _wishes_at(word: str, place: int) -> bool:
    wish = next((wish for wish in _AFTER_NAME if word.startswith(wish, place)), "")
    return bool(wish) and len(word) > place + len(wish)


def _latin_end(flat: str, tokens: list[Span]) -> int:
    """Return the end of a name that may go on over several words, as Mary Ann O'Brien does."""
    words = [flat[slice(*span)] for span in tokens]
    if len(words) == 2 and all(_is_latin(word) and word.islower() for word in words):
        return tokens[1][1] if _adjoin(flat, tokens, 1) else tokens[0][1]
    end = tokens[0][1]
    if not _is_capital(words[0]):
        return end
    for place in range(1, min(len(words), _MOST_WORDS)):
        if not _adjoin(flat, tokens, place):
            break
        if _is_capital(words[place]):
            end = tokens[place][1]
        elif words[place] not in _PARTICLES:
            break
    return end


def _is_latin(word: str) -> bool:
    return word[0].isalpha() and all(sign.isalpha() or sign in "'’.-" for sign in word)


def _is_capital(word: str) -> bool:
    return _is_latin(word) and word[0].isupper()


def _adjoin(flat: str, tokens: list[Span], place: int) -> bool:
    return not flat[tokens[place - 1][1] : tokens[place][0]].strip(" \t\u3000\xa0")
