"""Shows a result: one document for programs, or a screen, in colour on a terminal."""

from __future__ import annotations

from leadfunnel.views.setting import Setting

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import TextIO


def show(
    result: object,
    setting: Setting,
    out: TextIO,
    *,
    json: bool,
    terminal: bool,
    colour: bool = True,
) -> None:
    """Write a result to `out`; the setting's width limits lines, `colour` counts on a terminal."""
    if json:
        from leadfunnel.views.documents import document

        found = document(result, setting)
        if setting.masked:
            from leadfunnel.views import masking

            found = masking.document(found, setting.region)
        out.write(json_text(found))
        return
    from leadfunnel.views.screens import screen

    blocks = screen(result, setting)
    if setting.masked:
        from leadfunnel.views import masking

        blocks = masking.blocks(blocks, setting.region)
    if terminal and colour:
        from leadfunnel.views.terminal import write

        write(blocks, setting.sheet, out)
        return
    from leadfunnel.views.plain import rendered

    out.writelines(f"{line}\n" for line in rendered(blocks, setting.sheet))


def json_text(document: Mapping[str, object]) -> str:
    """Return a document on one line; no control character of any kind is left in it."""
    import json

    from leadfunnel.views.text import json_safe

    return json_safe(json.dumps(document, ensure_ascii=False)) + "\n"
