"""The parameters of the commands, as Typer declares them. Imported only when Typer is needed."""

from __future__ import annotations

from importlib import import_module
from typing import Annotated

import typer

from leadfunnel.cli.positional import MOST
from leadfunnel.i18n import _

TYPE_CHECKING = False
if TYPE_CHECKING:
    from leadfunnel.cli.campaigning import *  # noqa: F403
    from leadfunnel.cli.caring import *  # noqa: F403
    from leadfunnel.cli.changing import *  # noqa: F403
    from leadfunnel.cli.chatting import *  # noqa: F403
    from leadfunnel.cli.declaring import *  # noqa: F403
    from leadfunnel.cli.describing import *  # noqa: F403
    from leadfunnel.cli.figures import *  # noqa: F403
    from leadfunnel.cli.funnels import *  # noqa: F403
    from leadfunnel.cli.keeping import *  # noqa: F403
    from leadfunnel.cli.mapping import *  # noqa: F403
    from leadfunnel.cli.method import *  # noqa: F403
    from leadfunnel.cli.methodical import *  # noqa: F403
    from leadfunnel.cli.mornings import *  # noqa: F403
    from leadfunnel.cli.planning import *  # noqa: F403
    from leadfunnel.cli.positional import *  # noqa: F403
    from leadfunnel.cli.reviewing import *  # noqa: F403
    from leadfunnel.cli.selling import *  # noqa: F403
    from leadfunnel.cli.teaming import *  # noqa: F403
    from leadfunnel.cli.trending import *  # noqa: F403
else:
    # The most used first: a name is looked for in one after the other.
    ELSEWHERE = (
        "positional",
        "describing",
        "changing",
        "figures",
        "trending",
        "method",
        "campaigning",
        "caring",
        "mornings",
        "methodical",
        "keeping",
        "reviewing",
        "selling",
        "funnels",
        "teaming",
        "declaring",
        "chatting",
        "mapping",
        "planning",
    )

    def __getattr__(name: str) -> object:
        """Return a parameter of another module: to import all takes a third as long as Typer."""
        if not name.startswith("_"):
            for module in ELSEWHERE:
                found = vars(import_module(f"leadfunnel.cli.{module}")).get(name)
                if found is not None:
                    return found
        raise AttributeError(name)


Outcome = Annotated[
    str | None,
    typer.Option(
        "--outcome",
        metavar="OUTCOME",
        help=_("connected, no_answer, refused, wrong_number, replied, sent ..."),
    ),
]
Grade = Annotated[
    str | None, typer.Option("--grade", metavar="A-D", help=_("The call grade, A to D."))
]
Duration = Annotated[
    str | None,
    typer.Option("--duration", metavar="TIME", help=_("How long it took: 90s, 5m, 1h20m.")),
]
At = Annotated[
    str | None, typer.Option("--at", metavar="WHEN", help=_("When it happened, if not now."))
]
Incoming = Annotated[bool, typer.Option("--in", help=_("They came to us."))]
Keep = Annotated[bool, typer.Option("--keep", help=_("Leave today's follow-ups open."))]
Reason = Annotated[str | None, typer.Option("--reason", metavar="TEXT", help=_("Why."))]
To = Annotated[
    str | None, typer.Option("--to", metavar="STAGE", help=_("The stage, by code or name."))
]
Lost = Annotated[bool, typer.Option("--lost", help=_("They were lost."))]
Invalid = Annotated[bool, typer.Option("--invalid", help=_("They were never a fit."))]
PipelineOption = Annotated[
    str | None,
    typer.Option("--pipeline", metavar="NAME", help=_("The pipeline; the main one if left out.")),
]
LogText = Annotated[
    str | None,
    typer.Option(
        "--log", metavar="KIND", help=_("What was done to keep it: a kind such as call or wechat.")
    ),
]
LogNote = Annotated[str | None, typer.Option("--note", metavar="TEXT", help=_("What was said."))]
Overdue = Annotated[bool, typer.Option("--overdue", help=_("Only those past their day."))]
Today = Annotated[bool, typer.Option("--today", help=_("Those due today or before."))]
Week = Annotated[bool, typer.Option("--week", help=_("Those due this week or before."))]
All = Annotated[bool, typer.Option("--all", help=_("Show all of it."))]
Sort = Annotated[
    str | None,
    typer.Option(
        "--sort", metavar="COLUMN", help=_("A column to sort by; -column for the other way.")
    ),
]
Limit = Annotated[
    int | None, typer.Option("--limit", min=1, max=MOST, metavar="N", help=_("At most this many."))
]
Columns = Annotated[
    str | None,
    typer.Option("--columns", metavar="LIST", help=_("The columns to show, with commas.")),
]
Deleted = Annotated[bool, typer.Option("--deleted", help=_("Those in the bin."))]
LastCount = Annotated[
    int | None,
    typer.Option(
        "--last", min=1, max=1000, metavar="N", help=_("How many of the last to take back.")
    ),
]
ByDay = Annotated[bool, typer.Option("--day", help=_("Today."))]
ByWeek = Annotated[bool, typer.Option("--week", help=_("This week."))]
ByMonth = Annotated[bool, typer.Option("--month", help=_("This month."))]
ByQuarter = Annotated[bool, typer.Option("--quarter", help=_("This quarter."))]
ByYear = Annotated[bool, typer.Option("--year", help=_("This year."))]
WeekOf = Annotated[
    str | None, typer.Option("--week-of", metavar="DAY", help=_("The week of this day."))
]
From = Annotated[str | None, typer.Option("--from", metavar="DAY", help=_("The first day."))]
Until = Annotated[
    str | None, typer.Option("--to", metavar="DAY", help=_("The last day, included."))
]
Previous = Annotated[bool, typer.Option("--last", help=_("The period before."))]
AsOf = Annotated[
    str | None,
    typer.Option(
        "--as-of", metavar="WHEN", help=_("Only what had happened by then, as we know it today.")
    ),
]
KnownAt = Annotated[
    str | None,
    typer.Option(
        "--known-at", metavar="WHEN", help=_("As it was known then: prints an old review again.")
    ),
]
CohortView = Annotated[bool, typer.Option("--cohort", help=_("How far the new ones got."))]
FlowView = Annotated[bool, typer.Option("--flow", help=_("What moved."))]
SnapshotView = Annotated[bool, typer.Option("--snapshot", help=_("Where all stand."))]
Map = Annotated[
    list[str] | None,
    typer.Option(
        "--map",
        metavar="COLUMN=FIELD",
        help=_("COLUMN=FIELD, a TOML file, or the name of a kept mapping; may be repeated."),
    ),
]
OnDuplicate = Annotated[
    str,
    typer.Option(
        "--on-duplicate",
        metavar="HOW",
        help=_("What to do with known customers: skip, update or refuse."),
    ),
]
SkipBad = Annotated[
    bool, typer.Option("--skip-bad", help=_("Import the good rows, write the others to a file."))
]
Encoding = Annotated[
    str | None,
    typer.Option(
        "--encoding", metavar="NAME", help=_("The file's encoding, if it cannot be told.")
    ),
]
SheetName = Annotated[
    str | None,
    typer.Option("--sheet", metavar="NAME", help=_("The sheet of a workbook to read.")),
]
DateFormat = Annotated[
    str | None,
    typer.Option("--date-format", metavar="ORDER", help=_("The order of dates: ymd, dmy or mdy.")),
]
System = Annotated[
    str | None,
    typer.Option("--system", metavar="NAME", help=_("The name of the system the ids come from.")),
]
Output = Annotated[
    str | None,
    typer.Option(
        "-o", "--output", metavar="FILE", help=_("The file to write; standard output if left out.")
    ),
]
Overwrite = Annotated[bool, typer.Option("--force", help=_("Replace the file if it exists."))]
EncryptFile = Annotated[
    bool, typer.Option("--encrypt", help=_("A zip under a passphrase; so is any FILE.zip."))
]
Excel = Annotated[
    bool, typer.Option("--excel", help=_("CSV with a mark that makes Excel read UTF-8."))
]
Format = Annotated[
    str | None,
    typer.Option(
        "--format",
        metavar="FORMAT",
        help=_(
            "csv, xlsx, html (a page to read), jsonl (everything, nothing lost), vcf (contacts) or ics (follow-ups); else by the ending of FILE."
        ),
    ),
]
CalendarOwner = Annotated[
    str | None,
    typer.Option(
        "--owner",
        metavar="NAME",
        help=_("With ics: only this person's follow-ups; all for everybody's."),
    ),
]
BackupName = Annotated[
    str | None, typer.Option("--name", metavar="NAME", help=_("A name for the copy."))
]
KeepSide = Annotated[
    str | None,
    typer.Option(
        "--keep", metavar="A|B", help=_("Whose values to keep wherever both say something else.")
    ),
]
TakeSide = Annotated[
    list[str] | None,
    typer.Option(
        "--take", metavar="FIELD=A|B", help=_("Whose value to keep in one field; may be repeated.")
    ),
]
Give = Annotated[
    list[str] | None,
    typer.Option(
        "--give",
        metavar="iN|fN|PHONE",
        help=_("An entry, follow-up, phone or id that goes with who leaves; may be repeated."),
    ),
]
NotAlike = Annotated[
    bool, typer.Option("--not", help=_("These two are two: do not propose them again."))
]

JsonOption = Annotated[bool, typer.Option("--json", help=_("Print one JSON document."))]
LangOption = Annotated[
    str | None, typer.Option("--lang", metavar="LANG", help=_("en, zh-CN or zh-TW."))
]
DbOption = Annotated[str | None, typer.Option("--db", metavar="PATH", help=_("The store."))]
UserOption = Annotated[str | None, typer.Option("--user", metavar="NAME", help=_("Who is acting."))]
YesOption = Annotated[bool, typer.Option("--yes", "-y", help=_("Answer yes to every question."))]
