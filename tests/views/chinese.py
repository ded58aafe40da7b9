"""A catalogue for the views alone, so that their Chinese screens can be tested as text."""

from __future__ import annotations

from gettext import NullTranslations
from pathlib import Path

from leadfunnel import i18n

FILE = Path(__file__).parent / "chinese.txt"
COLUMNS = {"zh-CN": 1, "zh-TW": 2}
OF_SERVICES = """
Added {customer}. ||| 加上了 {customer}。 ||| 加上了 {customer}。
Understood: {fields}. ||| 听懂了: {fields}。 ||| 聽懂了: {fields}。
Next: {moment}. ||| 下次: {moment}。 ||| 下次: {moment}。
Done: {follow_up}. ||| 完成: {follow_up}。 ||| 完成: {follow_up}。
{customer} carries {tags}. ||| {customer} 的标签: {tags}。 ||| {customer} 的標籤: {tags}。
Logged {kind}: {customer}. ||| 记下{kind}: {customer}。 ||| 記下{kind}: {customer}。
By then: {moment}. ||| 期限: {moment}。 ||| 期限: {moment}。
{customer} had this already. ||| {customer} 已经有了。 ||| {customer} 已經有了。
Birthday on {day}. ||| {day} 生日。 ||| {day} 生日。
{days} in {stage} ||| {stage}停了 {days} ||| {stage}停了 {days}
promised ||| 约好的 ||| 約好的
{word} ({code}) ||| {word}（{code}） ||| {word}（{code}）
No next step. ||| 没有下一步。 ||| 沒有下一步。
"""


class Catalogue(NullTranslations):
    """Sentences of one language, the same for every number."""

    def __init__(self, language: str) -> None:
        super().__init__()
        lines = f"{FILE.read_text(encoding='utf-8')}{OF_SERVICES}".splitlines()
        rows = [line.split(" ||| ") for line in lines if line]
        self.texts = {row[0].partition(" /// ")[0]: row[COLUMNS[language]] for row in rows}

    def gettext(self, message: str) -> str:
        """Return the sentence, in English where it is not known."""
        return self.texts.get(message, message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:  # noqa: ARG002 - one form
        """Return the one form there is."""
        return self.gettext(msgid1)


def speak(language: str) -> None:
    """Choose a language for the views."""
    i18n.use(language)
    if language in COLUMNS:
        i18n._State.catalogue = Catalogue(language)
