"""The positional parameters of the commands, as Typer declares them."""

from __future__ import annotations

from typing import Annotated

import typer

from leadfunnel.i18n import _

MOST = 1_000_000_000

Lines = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="TEXT...",
        help=_("What was heard: name, phone, #tag, @source; the rest is the note."),
    ),
]
Who = Annotated[
    str,
    typer.Argument(metavar="WHO", help=_("Number, phone or its end, name, part of it, or pinyin.")),
]
MaybeWho = Annotated[
    str | None,
    typer.Argument(
        metavar="[WHO]", help=_("Number, phone or its end, name, part of it, or pinyin.")
    ),
]
Whos = Annotated[
    list[str],
    typer.Argument(
        metavar="WHO...", help=_("Numbers, phones or their ends, names, parts of them, or pinyin.")
    ),
]
FirstWho = Annotated[
    str | None,
    typer.Argument(metavar="[A]", help=_("The customer who stays: number, phone, exact name.")),
]
SecondWho = Annotated[
    str | None, typer.Argument(metavar="[B]", help=_("The customer who becomes part of A."))
]
WhoOrOperation = Annotated[
    str,
    typer.Argument(
        metavar="WHO|N", help=_("The customer who was merged, or the number of the merge.")
    ),
]
PairWhos = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[WHO...]", help=_("Only pairs with this customer; with --not the two.")
    ),
]
WhoOrRef = Annotated[
    str, typer.Argument(metavar="WHO|fN", help=_("The customer, or the number of a follow-up."))
]
Moments = Annotated[
    list[str],
    typer.Argument(
        metavar="WHEN [NOTE]",
        help=_("When, then what for: tomorrow 3pm, next wed, 明天下午3点, 下周三, +3d."),
    ),
]
MomentWords = Annotated[
    list[str],
    typer.Argument(
        metavar="WHEN", help=_("When: tomorrow 3pm, next wed, 明天下午3点, 下周三, +3d.")
    ),
]
MaybeWhoOrRef = Annotated[
    str | None,
    typer.Argument(metavar="[WHO|fN]", help=_("The customer, or the number of a follow-up.")),
]
MaybeMomentWords = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[WHEN]", help=_("When: tomorrow 3pm, next wed, 明天下午3点, 下周三, +3d.")
    ),
]
MomentTexts = Annotated[
    list[str],
    typer.Argument(
        metavar="TEXT...",
        help=_("Dates and times as they are said; - reads one a line from standard input."),
    ),
]
LogWords = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[KIND] [TEXT]",
        help=_(
            "What happened: kind (call, 微信), grade (A-D, 强), outcome (未接), text, when next."
        ),
    ),
]
Words = Annotated[list[str] | None, typer.Argument(metavar="[TEXT]", help=_("What was said."))]
NoteWords = Annotated[
    list[str], typer.Argument(metavar="TEXT", help=_("The note; - reads it from standard input."))
]
Query = Annotated[
    list[str],
    typer.Argument(
        metavar="TEXT", help=_("Part of a name, pinyin, initials, phone, company, tag ...")
    ),
]
Filter = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[FILTER]", help=_("For example: stage=C and last_contact<14d and region=浦东")
    ),
]
WhoAndTags = Annotated[
    list[str],
    typer.Argument(
        metavar="WHO TAG...",
        help=_(
            "The customer, or - for one a line on standard input; then words, or dimension:value "
            "such as region:浦东. With --where only the tags."
        ),
    ),
]
MaybeNumber = Annotated[
    int | None,
    typer.Argument(
        metavar="[N]", min=1, max=MOST, help=_("The number of an operation in the history.")
    ),
]
ImportFiles = Annotated[
    list[str],
    typer.Argument(metavar="FILE...", help=_("The files to read; - is standard input.")),
]
Paths = Annotated[list[str], typer.Argument(metavar="FILE...", help=_("Pipeline files."))]
MaybeName = Annotated[
    str | None,
    typer.Argument(metavar="[NAME]", help=_("The pipeline's name; the main one if left out.")),
]
MappingName = Annotated[str, typer.Argument(metavar="NAME", help=_("The mapping's name."))]
Key = Annotated[
    str,
    typer.Argument(metavar="KEY", help=_("The setting; of the rules of the method, SECTION.KEY.")),
]
Section = Annotated[
    str | None, typer.Argument(metavar="[SECTION]", help=_("Only the rules of this section."))
]
Value = Annotated[str, typer.Argument(metavar="VALUE", help=_("The value."))]
MaybeWhos = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[WHO...]",
        help=_("Numbers, phones, names ...; - for one a line on standard input, a CSV or JSON."),
    ),
]
Ref = Annotated[
    str, typer.Argument(metavar="iN", help=_("The number of an entry, as show prints it."))
]
Refs = Annotated[
    list[str],
    typer.Argument(metavar="iN...", help=_("The numbers of entries, as show prints them.")),
]
ReminderReason = Annotated[
    str,
    typer.Argument(metavar="REASON", help=_("no_next_step, never_contacted, going_cold or stuck.")),
]
OldWord = Annotated[str, typer.Argument(metavar="OLD", help=_("What it is called now."))]
NewWord = Annotated[str, typer.Argument(metavar="NEW", help=_("What it is called from now on."))]
OldWords = Annotated[
    list[str], typer.Argument(metavar="OLD...", help=_("What they are called now."))
]
MaybeDimension = Annotated[
    str | None, typer.Argument(metavar="[DIMENSION]", help=_("Only this one, such as region."))
]
