"""What a command did, in the sentences it was told in."""

from __future__ import annotations

from leadfunnel.i18n import _
from leadfunnel.services.results.changed import Changed, Done
from leadfunnel.views.layout import Block, line
from leadfunnel.views.setting import Setting
from leadfunnel.views.words import say


def changed(result: Changed, setting: Setting) -> list[Block]:
    """Return the echo of a change; a preview says that nothing was saved."""
    blocks: list[Block] = [line(say(sentence, setting), hang=2) for sentence in result.said]
    if result.dry_run:
        blocks.append(line(_("Only a preview: nothing was saved.")))
    return blocks


def done(result: Done, setting: Setting) -> list[Block]:
    """Return the echo of something that happened."""
    return [line(say(sentence, setting), hang=2) for sentence in result.said]
