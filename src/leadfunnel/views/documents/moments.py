"""How moments are read, as JSON."""

from __future__ import annotations

from leadfunnel.services.results.moments import ReadMoment, ReadMoments
from leadfunnel.views.documents.people import instant
from leadfunnel.views.english import in_english
from leadfunnel.views.failures import failure_document
from leadfunnel.views.screens.moments import understood
from leadfunnel.views.setting import Setting


def moments(result: ReadMoments, setting: Setting) -> dict[str, object]:
    """Return each text with its reading; of a recurring one `date` and `at` are the next."""
    with in_english():
        items = [_item(item, setting) for item in result.items]
    return {"schema": "leadfunnel.moments/1", "moments": items}


def _item(item: ReadMoment, setting: Setting) -> dict[str, object]:
    day, time = None, None
    if item.coming:
        day, time, _at = item.coming[0]
    elif item.moment is not None:
        day, time = item.moment.day, item.moment.time
    recurs = None
    if item.recurs is not None:
        coming = [instant(at, setting) for _day, _time, at in item.coming]
        recurs = {"rule": item.recurs.rule(), "next": coming}
    return {
        "text": item.text,
        "understood": understood(item, setting) or None,
        "date": day.isoformat() if day else None,
        "time": time.isoformat("seconds" if time.second else "minutes") if time else None,
        "at": instant(item.at, setting),
        "recurs": recurs,
        "error": failure_document(item.error, setting)["error"] if item.error else None,
    }
