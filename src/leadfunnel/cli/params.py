"""The parameters of the commands, as Typer declares them. Imported only when Typer is needed."""

from __future__ import annotations

from typing import Annotated

import typer

from leadfunnel.cli.campaigning import *  # noqa: F403
from leadfunnel.cli.chatting import *  # noqa: F403
from leadfunnel.cli.changing import *  # noqa: F403 - one name for all parameters
from leadfunnel.cli.declaring import *  # noqa: F403
from leadfunnel.cli.figures import *  # noqa: F403
from leadfunnel.cli.funnels import *  # noqa: F403
from leadfunnel.cli.mapping import *  # noqa: F403
from leadfunnel.cli.method import *  # noqa: F403
from leadfunnel.cli.methodical import *  # noqa: F403
from leadfunnel.cli.keeping import *  # noqa: F403
from leadfunnel.cli.planning import *  # noqa: F403
from leadfunnel.cli.mornings import *  # noqa: F403
from leadfunnel.cli.positional import *  # noqa: F403
from leadfunnel.cli.positional import MOST
from leadfunnel.cli.caring import *  # noqa: F403
from leadfunnel.cli.selling import *  # noqa: F403
from leadfunnel.cli.trending import *  # noqa: F403
from leadfunnel.cli.reviewing import *  # noqa: F403
from leadfunnel.cli.teaming import *  # noqa: F403
from leadfunnel.i18n import _

NameOption = Annotated[
    str | None, typer.Option("--name", metavar="NAME", help=_("The customer's name."))
]
Phones = Annotated[
    list[str] | None, typer.Option("--phone", metavar="PHONE", help=_("A phone; may be repeated."))
]
Wechats = Annotated[
    list[str] | None,
    typer.Option("--wechat", metavar="ID", help=_("A WeChat id; may be repeated.")),
]
Emails = Annotated[
    list[str] | None,
    typer.Option("--email", metavar="EMAIL", help=_("An email address; may be repeated.")),
]
Externals = Annotated[
    list[str] | None,
    typer.Option(
        "--external-id", metavar="SYSTEM:ID", help=_("An id in another system, as system:id.")
    ),
]
Company = Annotated[str | None, typer.Option("--company", metavar="TEXT", help=_("The company."))]
Address = Annotated[str | None, typer.Option("--address", metavar="TEXT", help=_("The address."))]
Source = Annotated[
    str | None, typer.Option("--source", metavar="TEXT", help=_("Where the customer came from."))
]
TagOptions = Annotated[
    list[str] | None, typer.Option("--tag", metavar="TAG", help=_("A tag; may be repeated."))
]
StageOption = Annotated[
    str | None,
    typer.Option("--stage", metavar="STAGE", help=_("The stage to stand at, by code or name.")),
]
Owner = Annotated[
    str | None, typer.Option("--owner", metavar="NAME", help=_("Who looks after the customer."))
]
OwnerFilter = Annotated[
    str | None,
    typer.Option("--owner", metavar="NAME", help=_("Only this person's; all for everybody's.")),
]
Outlet = Annotated[
    str | None, typer.Option("--outlet", metavar="TEXT", help=_("The shop or branch."))
]
Referrer = Annotated[
    str | None, typer.Option("--referrer", metavar="WHO", help=_("The customer who brought them."))
]
Needs = Annotated[
    list[str] | None,
    typer.Option("--need", metavar="TEXT", help=_("What they say they need; may be repeated.")),
]
Birthday = Annotated[
    str | None,
    typer.Option(
        "--birthday", metavar="DAY", help=_("1988-06-18, 06-18 without the year, or 农历八月十五.")
    ),
]
NoteOption = Annotated[
    str | None,
    typer.Option("--note", metavar="TEXT", help=_("A note; - reads it from standard input.")),
]
NextOption = Annotated[
    str | None, typer.Option("--next", metavar="WHEN", help=_("When to follow up."))
]
PromiseKind = Annotated[
    str | None, typer.Option("--kind", metavar="KIND", help=_("How: call, wechat, visit ..."))
]
Update = Annotated[
    bool, typer.Option("--update", help=_("Add to the customer who has this phone or id already."))
]
Again = Annotated[
    bool, typer.Option("--again", help=_("They came back: log it, and put them on today's list."))
]
Force = Annotated[bool, typer.Option("--force", help=_("Add another customer all the same."))]
DryRun = Annotated[bool, typer.Option("--dry-run", help=_("Only say what would be done."))]
Removed = Annotated[
    list[str] | None,
    typer.Option("--remove", metavar="TEXT", help=_("A phone, WeChat id or email to take away.")),
]
DoNotContact = Annotated[
    bool | None,
    typer.Option(
        "--do-not-contact/--may-contact", help=_("Whether they asked not to be contacted.")
    ),
]
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
Excel = Annotated[
    bool, typer.Option("--excel", help=_("CSV with a mark that makes Excel read UTF-8."))
]
Format = Annotated[
    str | None,
    typer.Option(
        "--format",
        metavar="FORMAT",
        help=_(
            "csv, xlsx, jsonl (everything, nothing lost), vcf (contacts) or ics (follow-ups); else by the ending of FILE."
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
