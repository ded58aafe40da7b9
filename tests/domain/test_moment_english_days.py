"""Days said in English, read on a Monday and on a Saturday, and what is refused."""

from __future__ import annotations

import pytest
from tests.domain.test_moment_phrases import MONDAY, SATURDAY, reading, readings

# phrase = reading on Monday | reading on Saturday, if it is another; ! marks a deadline
DAYS = """
a week from friday = 2026-12-04; monday week = 2026-11-30; a week on friday = 2026-12-04;
two weeks tomorrow = 2026-12-08 | 2026-12-06; a fortnight today = 2026-12-07 | 2026-12-05;
a fortnight on friday = 2026-12-11; 3 days after tomorrow = 2026-11-27 | 2026-11-25;
2 days before friday = 2026-11-25; the day after nov 25 = 2026-11-26;
the day before friday = 2026-11-26; day after next monday = 2026-12-01 | 2026-11-24;
in half a year = 2027-05-23 | 2027-05-21; in a year and a half = 2028-05-23 | 2028-05-21;
1d = 2026-11-24 | 2026-11-22; in 1 week and 2 days = 2026-12-02 | 2026-11-30;
in 3 weeks' time = 2026-12-14 | 2026-12-12; in three weeks time = 2026-12-14 | 2026-12-12;
in a couple of weeks = 2026-12-07 | 2026-12-05; in 2 weeks from now = 2026-12-07 | 2026-12-05;
2 weeks from today = 2026-12-07 | 2026-12-05; 2 weeks from tomorrow = 2026-12-08 | 2026-12-06;
after 3 days = 2026-11-26 | 2026-11-24; in the next 3 days = 2026-11-26! | 2026-11-24!;
within the next 2 weeks = 2026-12-07! | 2026-12-05!; within a week = 2026-11-30! | 2026-11-28!;
before friday = 2026-11-27!; until friday = 2026-11-27!; by the 15th = 2026-12-15!;
by end of next week = 2026-12-06! | 2026-11-29!; by eod = 2026-11-23! | 2026-11-21!;
eod = 2026-11-23 | 2026-11-21; eod friday = 2026-11-27; friday eod = 2026-11-27;
end of day tomorrow = 2026-11-24 | 2026-11-22; cob friday = 2026-11-27;
by close of business friday = 2026-11-27!; end of march = 2027-03-31;
end of june 2027 = 2027-06-30; end of the quarter = 2026-12-31; eoq = 2026-12-31;
end of next quarter = 2027-03-31; beginning of next month = 2026-12-01;
start of next week = 2026-11-30 | 2026-11-23; beginning of march = 2027-03-01;
beginning of the month = 2026-12-01; year end = 2026-12-31; by month end = 2026-11-30!;
last day of february = 2027-02-28; last day of the month = 2026-11-30;
last day of next month = 2026-12-31; last day of the year = 2026-12-31;
first of next month = 2026-12-01; 1st of next month = 2026-12-01; the first of march = 2027-03-01;
first monday of next month = 2026-12-07; last friday of the month = 2026-11-27;
last friday of november = 2026-11-27; last friday of this month = 2026-11-27;
2nd tuesday in june 2027 = 2027-06-08; first day of next week = 2026-11-30 | 2026-11-23;
the third of october = 2027-10-03; october the third = 2027-10-03;
twenty first of march = 2027-03-21; march twenty-first = 2027-03-21;
the twenty first = 2026-12-21 | 2026-11-21; 15th of march = 2027-03-15;
march 15th, 2027 = 2027-03-15; 25-nov-26 = 2026-11-25; 25 nov '26 = 2026-11-25;
nov-25 = 2026-11-25; nov 25 next year = 2027-11-25; 2027 mar 5 = 2027-03-05;
2026-W48-3 = 2026-11-25; 2026W483 = 2026-11-25; 25.11.2026 = 2026-11-25; 25-11-2026 = 2026-11-25;
11/25/26 = 2026-11-25; 25/12 = 2026-12-25; the weekend = 2026-11-28 | 2026-11-21;
this coming friday = 2026-11-27; upcoming friday = 2026-11-27; two fridays from now = 2026-12-04;
2 mondays from now = 2026-12-07 | 2026-11-30; 3 mondays later = 2026-12-14 | 2026-12-07;
week after next = 2026-12-07 | 2026-11-30; wed the week after next = 2026-12-09 | 2026-12-02;
monday of the week after next = 2026-12-07 | 2026-11-30; on friday the 27th = 2026-11-27;
fri 27 nov = 2026-11-27; on the 15 = 2026-12-15; on 15 = 2026-12-15; the 15 = 2026-12-15;
next month on the 5th = 2026-12-05; 5th of the month = 2026-12-05; the second = 2026-12-02;
on the second = 2026-12-02; two mondays later = 2026-12-07 | 2026-11-30;
2 fri from now = 2026-12-04; nov,25 = 2026-11-25; 25nov2026 = 2026-11-25;
monday the 30th of november = 2026-11-30; this sat = 2026-11-28 | ambiguous_when;
5 days from friday = 2026-12-02; four weeks from next tuesday = 2026-12-29 | 2026-12-22;
a month from nov 25 = 2026-12-25; six months from today = 2027-05-23 | 2027-05-21;
1 year from now = 2027-11-23 | 2027-11-21; the 1st of the month = 2026-12-01;
1st of the month = 2026-12-01; jan 1st = 2027-01-01; in a week's time = 2026-11-30 | 2026-11-28;
4 wks from now = 2026-12-21 | 2026-12-19; 25th november = 2026-11-25; sat 28/11 = 2026-11-28;
nov. 30 = 2026-11-30; mon., nov. 30 = 2026-11-30; next month 1st = 2026-12-01;
first of december = 2026-12-01; december first = 2026-12-01; 30 november 2026 = 2026-11-30;
november 30 = 2026-11-30; end of business tomorrow = 2026-11-24 | 2026-11-22;
end of business = 2026-11-23 | 2026-11-21; by the end of the day = 2026-11-23! | 2026-11-21!;
by close of business = 2026-11-23! | 2026-11-21!; by cob tomorrow = 2026-11-24! | 2026-11-22!;
friday at the latest = 2026-11-27!; not later than nov 30 = 2026-11-30!; due friday = 2026-11-27!;
tmrw = 2026-11-24 | 2026-11-22; tomorow = 2026-11-24 | 2026-11-22;
2 days from tomorrow = 2026-11-26 | 2026-11-24; three days from now = 2026-11-26 | 2026-11-24;
3 days hence = 2026-11-26 | 2026-11-24; ten days from now = 2026-12-03 | 2026-12-01;
twenty days from now = 2026-12-13 | 2026-12-11; in twenty one days = 2026-12-14 | 2026-12-12;
ninety days from now = 2027-02-21 | 2027-02-19; in one year = 2027-11-23 | 2027-11-21;
in 18 months = 2028-05-23 | 2028-05-21; in 1 year and 6 months = 2028-05-23 | 2028-05-21;
in 5 more days = 2026-11-28 | 2026-11-26; in about a week = 2026-11-30 | 2026-11-28;
in a fortnight = 2026-12-07 | 2026-12-05; two fortnights from now = 2026-12-21 | 2026-12-19;
a day from now = 2026-11-24 | 2026-11-22; 1 week later = 2026-11-30 | 2026-11-28;
+1w = 2026-11-30 | 2026-11-28; + 2 days = 2026-11-25 | 2026-11-23;
+1y6mo = 2028-05-23 | 2028-05-21; 1w3d = 2026-12-03 | 2026-12-01; 6mo = 2027-05-23 | 2027-05-21;
1y = 2027-11-23 | 2027-11-21; mon = 2026-11-23; mon. = 2026-11-23; monday = 2026-11-23;
tues. = 2026-11-24; wednesday = 2026-11-25; weds = 2026-11-25; thur = 2026-11-26;
thurs = 2026-11-26; thursday = 2026-11-26; fri. = 2026-11-27; friday = 2026-11-27;
saturday = 2026-11-28 | 2026-11-21; sun = 2026-11-29 | 2026-11-22;
on sunday = 2026-11-29 | 2026-11-22; this sunday = 2026-11-29 | 2026-11-22;
next monday = 2026-11-30 | 2026-11-23; next tues = 2026-12-01 | 2026-11-24;
nxt thu = 2026-12-03 | 2026-11-26; friday next week = 2026-12-04 | 2026-11-27;
friday of next week = 2026-12-04 | 2026-11-27; friday in next week = 2026-12-04 | 2026-11-27;
next week's friday = 2026-12-04 | 2026-11-27; next week on tuesday = 2026-12-01 | 2026-11-24;
coming thursday = 2026-11-26; the coming thursday = 2026-11-26; wednesday week = 2026-12-02;
sunday week = 2026-12-06 | 2026-11-29; two saturdays from now = 2026-12-05;
3 thursdays later = 2026-12-10; this weekend = 2026-11-28 | 2026-11-21;
at the weekend = 2026-11-28 | 2026-11-21; over the weekend = 2026-11-28 | 2026-11-21;
on the weekend = 2026-11-28 | 2026-11-21; coming weekend = 2026-11-28 | 2026-11-21;
month after next = 2027-01-01; the week after next = 2026-12-07 | 2026-11-30;
the month after next = 2027-01-01; sunday of the week after next = 2026-12-13 | 2026-12-06;
nov 30 = 2026-11-30; november 30th = 2026-11-30; Nov. 30th = 2026-11-30; 30 nov = 2026-11-30;
30th nov = 2026-11-30; 30th of november = 2026-11-30; the 30th of november = 2026-11-30;
the thirtieth of november = 2026-11-30; november the thirtieth = 2026-11-30;
november thirty = 2026-11-30; nov 30 2026 = 2026-11-30; nov 30, 2026 = 2026-11-30;
nov 30,2026 = 2026-11-30; nov 30th 2026 = 2026-11-30; 30 nov 2026 = 2026-11-30;
30-nov-2026 = 2026-11-30; 30/nov/2026 = 2026-11-30; nov/30/2026 = 2026-11-30;
30.nov.2026 = 2026-11-30; 2026-nov-30 = 2026-11-30; 2026 nov 30 = 2026-11-30; 30nov = 2026-11-30;
nov30 = 2026-11-30; sep 1 = 2027-09-01; sept 1st = 2027-09-01; september first = 2027-09-01;
jan 2 = 2027-01-02; feb 28 = 2027-02-28; february twenty-eighth = 2027-02-28; may 1 = 2027-05-01;
may first = 2027-05-01; the first of may = 2027-05-01; 1 may 2027 = 2027-05-01;
june 30 = 2027-06-30; july 4 = 2027-07-04; 4th of july = 2027-07-04; aug 15th = 2027-08-15;
oct 10 = 2027-10-10; 10/10 = 2027-10-10; 12/25 = 2026-12-25; 25/12/2026 = 2026-12-25;
12/25/2026 = 2026-12-25; 31/12 = 2026-12-31; 12-25 = 2026-12-25; 2026.12.25 = 2026-12-25;
25.12.2026 = 2026-12-25; 12/13/26 = 2026-12-13; the 1st = 2026-12-01; the 24th = 2026-11-24;
24th = 2026-11-24; on the 24th = 2026-11-24; the twenty fourth = 2026-11-24;
the 10th of next month = 2026-12-10; 10th next month = 2026-12-10;
24th of this month = 2026-11-24; this month on the 24th = 2026-11-24; tuesday 24th = 2026-11-24;
tuesday the 24th = 2026-11-24; tuesday, the 24th of november = 2026-11-24;
tue nov 24 = 2026-11-24; tue, nov 24, 2026 = 2026-11-24;
by next friday = 2026-12-04! | 2026-11-27!; by the 30th = 2026-11-30!; by nov 30 = 2026-11-30!;
by the end of november = 2026-11-30!; by the end of the year = 2026-12-31!;
by end of day friday = 2026-11-27!; by end of the week = 2026-11-29! | 2026-11-22!;
by eom = 2026-11-30!; by eoq = 2026-12-31!; by eoy = 2026-12-31!; by year end = 2026-12-31!;
by 2026-12-01 = 2026-12-01!; before monday = 2026-11-23!; before the 15th = 2026-12-15!;
before end of month = 2026-11-30!; till friday = 2026-11-27!; until the 30th = 2026-11-30!;
due tomorrow = 2026-11-24! | 2026-11-22!; due on friday = 2026-11-27!;
due by friday = 2026-11-27!; on or before friday = 2026-11-27!; friday latest = 2026-11-27!;
within 2 months = 2027-01-23! | 2027-01-21!; in the next 2 weeks = 2026-12-07! | 2026-12-05!;
over the next 3 days = 2026-11-26! | 2026-11-24!; the eow = 2026-11-29 | 2026-11-22;
end of the week = 2026-11-29 | 2026-11-22; end of this week = 2026-11-29 | 2026-11-22;
end of next week = 2026-12-06 | 2026-11-29; at the end of next week = 2026-12-06 | 2026-11-29;
end of november = 2026-11-30; the end of november = 2026-11-30; end of december 2026 = 2026-12-31;
at the end of the month = 2026-11-30; end of this month = 2026-11-30;
end of next year = 2027-12-31; month end = 2026-11-30; month-end = 2026-11-30;
quarter end = 2026-12-31; quarter-end = 2026-12-31; year-end = 2026-12-31;
beginning of december = 2026-12-01; start of december = 2026-12-01;
beginning of january 2027 = 2027-01-01; beginning of next week = 2026-11-30 | 2026-11-23;
beginning of next quarter = 2027-01-01; start of next year = 2027-01-01;
beginning of next year = 2027-01-01; first day of december = 2026-12-01;
first day of next month = 2026-12-01; 1st day of next month = 2026-12-01;
last day of this month = 2026-11-30; last day of november = 2026-11-30;
last day of next quarter = 2027-03-31; first day of next year = 2027-01-01;
last day of next week = 2026-12-06 | 2026-11-29; 3rd day of december = 2026-12-03;
tenth day of december = 2026-12-10; 10th day of next month = 2026-12-10;
first monday in december = 2026-12-07; 1st monday of december = 2026-12-07;
second tuesday of next month = 2026-12-08; 2nd tuesday next month = 2026-12-08;
third wednesday of december 2026 = 2026-12-16; last friday of next month = 2026-12-25;
last friday in december = 2026-12-25; the last monday of this month = 2026-11-30;
5th monday of november = 2026-11-30; fifth sunday of november = 2026-11-29;
the first of december = 2026-12-01; first of the month = 2026-12-01;
1 week from friday = 2026-12-04; one week from friday = 2026-12-04;
a week after friday = 2026-12-04; two weeks after dec 1 = 2026-12-15;
two weeks before dec 25 = 2026-12-11; 10 days before the end of december = 2026-12-21;
3 days before the end of the month = 2026-11-27; a month after dec 1 = 2027-01-01;
the day after next friday = 2026-12-05 | 2026-11-28; the day before dec 25 = 2026-12-24;
the day after friday = 2026-11-28; a week today = 2026-11-30 | 2026-11-28;
a week tomorrow = 2026-12-01 | 2026-11-29; a month from today = 2026-12-23 | 2026-12-21;
3 months from dec 1 = 2027-03-01; 2 weeks from next monday = 2026-12-14 | 2026-12-07;
3 days from today = 2026-11-26 | 2026-11-24; tomorrows = 2026-11-24 | 2026-11-22;
2 / 15 = 2027-02-15; a year ago today = past_when; 3 weeks ago tomorrow = past_when
"""
NO_DAYS = """
fifth monday of december = impossible_when; friday the 28th = days_disagree;
2/30 = impossible_when; 30/2 = impossible_when; 13/13/2026 = impossible_when;
the 31st = impossible_when; wednesday nov 24 = days_disagree; monday 24th = days_disagree
"""
UNREADABLE = """
around 2030; around next tuesday; early tomorrow; 1h30; in a few days;
 end of q1; 10 to 4pm; quarter to 12am; 8ish; 1530; 2026-w48; 20261125 1500;
asap; later today; next year; this week; next quarter; friday after next; next fri or sat;
fri-sat; mon/tue; 3-4pm; nov 25-27; nov 25 to 27; mondays; sometime tomorrow;
this eve; 15; 2 pm est; 3pm PST; 9am gmt; in a second; second visit; second;
15 to 20; 20 to 22; 2 mon later; about 12; nov 252026; 1400 hrs; 3 days; half a day;
in half a day; second monday; day after; 90 min; 24 hours; at the latest friday; ten to six pm;
3pm exactly; around 3; 12ish; within the next hour; last sunday of the year;
monday to friday; from monday; since friday; after friday; after 3pm; not tomorrow;
tomorrow or friday; in 2 to 3 weeks; in 2-3 weeks; in 1 or 2 days; 2 or 3 days later; for 3 weeks;
early next week; late march; mid march; mid next week; the other day; soon; someday; whenever;
half three; quarter to; past three; at; the; by; in; on; next; 3pm 4pm; monday 3; tomorrow 3;
nov 25 15; 25 nov 15; nov 25 10 30; call monday; monday call; 2nd visit fee; next the friday;
the next friday; this next friday; next next friday; tomorrow at;
at tomorrow 3; 3 tomorrow; noon 3pm; tonight 9am; morning 3pm; afternoon 9am;
2 hours ago tomorrow; in 2 hours tomorrow; 3 days 4 days later; 1m 30; 3 days 4 days later; $300;
300ml; 3 axm; 650-650-6500; v1.2.3; 10.5; 3.5 hours; room 305; suite 12; 12 boxes; 5 people; q3;
fy27; 2026; 11/2026; nov 2026; day 5; 1.30; 24/7/365; in -3 days; in 3; in a; a week; an hour;
3 o clock o clock; on weekends; weekends; tomorrow 3:30 a; 3 days tomorrow; not before friday
"""


@pytest.mark.parametrize(("phrase", "monday", "saturday"), readings(DAYS) + readings(NO_DAYS))
def test_day(phrase: str, monday: str, saturday: str) -> None:
    assert (reading(phrase, MONDAY), reading(phrase, SATURDAY)) == (monday, saturday)


@pytest.mark.parametrize("phrase", UNREADABLE.replace("\n", " ").strip().split("; "))
def test_is_refused(phrase: str) -> None:
    assert reading(phrase, MONDAY) == reading(phrase, SATURDAY) == "unreadable_when"


def test_tables_are_whole() -> None:
    assert (len(readings(DAYS)), len(readings(NO_DAYS))) == (344, 8)
