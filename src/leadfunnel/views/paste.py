"""The morning list as text or Markdown that pastes well into a chat: no colour, no ids."""

from __future__ import annotations

import re
from collections.abc import Iterator

from leadfunnel.domain.customer import Customer
from leadfunnel.domain.phone import mask, pretty
from leadfunnel.domain.record import replace
from leadfunnel.services.results.agenda import Agenda
from leadfunnel.services.results.paste import Pasted
from leadfunnel.views.layout import Cell, Line, Table
from leadfunnel.views.plain import rendered
from leadfunnel.views.screens import agenda as screen
from leadfunnel.views.setting import Setting
from leadfunnel.views.text import visible

WIDTH = 60
_DAY = r"\d{4}-\d\d-\d\d(?!\d)"
_PHONE = re.compile(rf"(?<![\d*])(?:(?P<day>{_DAY})|\+?\d(?:[ -]?\d){{6,}}(?!\d))")
_SPECIAL = re.compile(r"([\\`*_\[\]<>#|~])")


def paste(result: Pasted, setting: Setting) -> str:
    """Return the list in the form that is asked for, phones masked if so."""
    form = _markdown if result.form == "md" else _text
    return "\n".join(form(result, replace(setting, width=WIDTH))) + "\n"


def _text(result: Pasted, setting: Setting) -> Iterator[str]:
    blocks = screen.blocks(_told(result), setting, lambda one: _phone(one, result, setting))
    return rendered(blocks, setting.sheet)


def _told(result: Pasted) -> Agenda:
    return _masked(result.agenda) if result.masked else result.agenda


def _phone(customer: Customer, result: Pasted, setting: Setting) -> str:
    if not customer.phones:
        return ""
    number = customer.phones[0].number
    return mask(number, setting.region) if result.masked else pretty(number, setting.region)


def hidden(text: str) -> str:
    """Return a text with the middle of every phone in it hidden."""

    def put(match: re.Match[str]) -> str:
        if match["day"]:
            return match[0]
        digits = re.sub(r"\D", "", match[0])
        return f"{digits[:3]}****{digits[-4:]}" if len(digits) > 8 else f"****{digits[-2:]}"

    return _PHONE.sub(put, text)


def _masked(agenda: Agenda) -> Agenda:
    """Return the list without whole phones in what was noted."""
    items = []
    for item in agenda.items:
        promise = item.follow_up
        if promise is not None:
            promise = replace(promise, note=hidden(promise.note))
        reasons = tuple(
            replace(
                reason,
                said=replace(
                    reason.said,
                    values={
                        key: hidden(value) if type(value) is str else value
                        for key, value in reason.said.values.items()
                    },
                ),
            )
            for reason in item.reasons
        )
        customer = replace(item.customer, name=hidden(item.customer.name))
        items.append(replace(item, customer=customer, follow_up=promise, reasons=reasons))
    return replace(agenda, items=tuple(items))


def _markdown(result: Pasted, setting: Setting) -> Iterator[str]:
    """Yield a heading, one list for each section, and the foot."""
    for block in screen.blocks(_told(result), setting, lambda one: _phone(one, result, setting)):
        if isinstance(block, Table):
            yield from _section(block)
        elif isinstance(block, Line):
            yield from (_plain(block), "")


def _section(table: Table) -> Iterator[str]:
    for row in table.rows:
        if isinstance(row, Line):
            yield from ("", f"**{_plain(row)}**", "")
        else:
            yield "- " + "  ".join(part for cell in row if (part := _cell(cell)))
    yield ""


def _plain(block: Line) -> str:
    return _escaped("".join(map(_words, block.spans)))


def _cell(cell: Cell) -> str:
    return _escaped(_words(cell))


def _words(cell: Cell) -> str:
    return cell if isinstance(cell, str) else cell.text


def _escaped(text: str) -> str:
    """Return a text on one line, with nothing in it that Markdown would take for a mark."""
    return _SPECIAL.sub(r"\\\1", " ".join(visible(text).split()))
