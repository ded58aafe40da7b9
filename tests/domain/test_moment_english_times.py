"""Times of day said in English, and what has happened, read on a Monday and on a Saturday."""

from __future__ import annotations

from datetime import datetime

import pytest
from tests.domain.test_moment_phrases import MONDAY, SATURDAY, reading, readings

from leadfunnel.domain.moment import read_moment
from leadfunnel.errors import UnreadableError

# phrase = reading on Monday | reading on Saturday, if it is another; ! marks a deadline
TIMES = """
midnight = 2026-11-24T00:00 | 2026-11-22T00:00;
tonight at midnight = 2026-11-24T00:00 | 2026-11-22T00:00;
midnight tonight = 2026-11-24T00:00 | 2026-11-22T00:00;
today at 5 = 2026-11-23T17:00 | 2026-11-21T17:00;
today at 9 = 2026-11-23T21:00 | 2026-11-21T21:00;
today at 12 = 2026-11-23T12:00 | 2026-11-21T12:00;
a week from monday = ambiguous_when | 2026-11-30;
in 2 and a half hours = 2026-11-23T12:30 | 2026-11-21T12:30;
in two and a half hours = 2026-11-23T12:30 | 2026-11-21T12:30;
in an hour and a half = 2026-11-23T11:30 | 2026-11-21T11:30;
an hour and a half from now = 2026-11-23T11:30 | 2026-11-21T11:30;
1h30m = 2026-11-23T11:30 | 2026-11-21T11:30; 2h = 2026-11-23T12:00 | 2026-11-21T12:00;
2d4h = 2026-11-25T14:00 | 2026-11-23T14:00;
by tomorrow noon = 2026-11-24T12:00! | 2026-11-22T12:00!;
by 5pm = 2026-11-23T17:00! | 2026-11-21T17:00!; friday by 5pm = 2026-11-27T17:00!;
tomorrow before noon = 2026-11-24T12:00! | 2026-11-22T12:00!;
start of the week = 2026-11-23 | past_when; half past 3 pm = 2026-11-23T15:30 | 2026-11-21T15:30;
half past three in the afternoon = 2026-11-23T15:30 | 2026-11-21T15:30;
quarter to 4 pm = 2026-11-23T15:45 | 2026-11-21T15:45;
quarter to four this afternoon = 2026-11-23T15:45 | 2026-11-21T15:45;
ten past 8 pm = 2026-11-23T20:10 | 2026-11-21T20:10;
20 past 8 tonight = 2026-11-23T20:20 | 2026-11-21T20:20;
10 min to 4pm = 2026-11-23T15:50 | 2026-11-21T15:50;
five minutes to noon = 2026-11-23T11:55 | 2026-11-21T11:55;
quarter to 12pm = 2026-11-23T11:45 | 2026-11-21T11:45;
quarter to 1am = 2026-11-24T00:45 | 2026-11-22T00:45;
quarter to midnight = 2026-11-23T23:45 | 2026-11-21T23:45;
half past noon = 2026-11-23T12:30 | 2026-11-21T12:30;
noon tomorrow = 2026-11-24T12:00 | 2026-11-22T12:00; at noon on friday = 2026-11-27T12:00;
midday = 2026-11-23T12:00 | 2026-11-21T12:00; lunchtime = 2026-11-23T12:00 | 2026-11-21T12:00;
tomorrow at lunch = 2026-11-24T12:00 | 2026-11-22T12:00;
8 tonight = 2026-11-23T20:00 | 2026-11-21T20:00;
8 in the morning = 2026-11-24T08:00 | 2026-11-22T08:00;
at 8 in the morning = 2026-11-24T08:00 | 2026-11-22T08:00;
9 tomorrow morning = 2026-11-24T09:00 | 2026-11-22T09:00;
tomorrow morning 9 = 2026-11-24T09:00 | 2026-11-22T09:00;
tonight 8 = 2026-11-23T20:00 | 2026-11-21T20:00;
tonight 8:30 = 2026-11-23T20:30 | 2026-11-21T20:30;
8ish tonight = 2026-11-23T20:00 | 2026-11-21T20:00;
around 8pm = 2026-11-23T20:00 | 2026-11-21T20:00;
at about 8pm = 2026-11-23T20:00 | 2026-11-21T20:00; 3pm-ish = 2026-11-23T15:00 | 2026-11-21T15:00;
3pm sharp = 2026-11-23T15:00 | 2026-11-21T15:00;
3 o'clock pm = 2026-11-23T15:00 | 2026-11-21T15:00;
3 oclock in the afternoon = 2026-11-23T15:00 | 2026-11-21T15:00;
15h30 = 2026-11-23T15:30 | 2026-11-21T15:30; at 9h30 = 2026-11-24T09:30 | 2026-11-22T09:30;
at 1530 = 2026-11-23T15:30 | 2026-11-21T15:30;
around 1530 = 2026-11-23T15:30 | 2026-11-21T15:30; in 15' = 2026-11-23T10:15 | 2026-11-21T10:15;
approximately 1030 = 2026-11-23T10:30 | 2026-11-21T10:30;
early tomorrow morning = 2026-11-24T09:00 | 2026-11-22T09:00;
tomorrow early morning = 2026-11-24T09:00 | 2026-11-22T09:00;
wednesday early in the morning = 2026-11-25T09:00; at 7:30 pm = 2026-11-23T19:30 | 2026-11-21T19:30;
730pm = 2026-11-23T19:30 | 2026-11-21T19:30; 0900 hours = 2026-11-24T09:00 | 2026-11-22T09:00;
at 0900 = 2026-11-24T09:00 | 2026-11-22T09:00; 15:00 hrs = 2026-11-23T15:00 | 2026-11-21T15:00;
15:00:30 = 2026-11-23T15:00:30 | 2026-11-21T15:00:30;
12:30:45 = 2026-11-23T12:30:45 | 2026-11-21T12:30:45;
3.30pm = 2026-11-23T15:30 | 2026-11-21T15:30; 3:30p = 2026-11-23T15:30 | 2026-11-21T15:30;
20261125T1500 = 2026-11-25T15:00; coming monday = ambiguous_when | 2026-11-23;
in the morning = past_when; tomorrow am = 2026-11-24T09:00 | 2026-11-22T09:00;
tomorrow pm = 2026-11-24T15:00 | 2026-11-22T15:00; monday pm = 2026-11-23T15:00;
first thing tomorrow = 2026-11-24T09:00 | 2026-11-22T09:00;
tomorrow first thing = 2026-11-24T09:00 | 2026-11-22T09:00;
first thing monday morning = 2026-11-30T09:00 | 2026-11-23T09:00;
this evening = 2026-11-23T19:00 | 2026-11-21T19:00;
friday, november 27th at 3:00 pm = 2026-11-27T15:00;
tomorrow, 3pm = 2026-11-24T15:00 | 2026-11-22T15:00;
3pm, tomorrow = 2026-11-24T15:00 | 2026-11-22T15:00; the 15th at noon = 2026-12-15T12:00;
at 3pm on the 15th = 2026-12-15T15:00; right now = 2026-11-23T10:00 | 2026-11-21T10:00;
in 1/2 hour = 2026-11-23T10:30 | 2026-11-21T10:30;
in three quarters of an hour = 2026-11-23T10:45 | 2026-11-21T10:45;
45 minutes from now = 2026-11-23T10:45 | 2026-11-21T10:45;
20 to 4pm = 2026-11-23T15:40 | 2026-11-21T15:40; about 3pm = 2026-11-23T15:00 | 2026-11-21T15:00;
first thing in the morning on friday = 2026-11-27T09:00; 16.nov.2026 = past_when;
16 nov. 2026 = past_when; at 1530 hours = 2026-11-23T15:30 | 2026-11-21T15:30;
0900 hrs = 2026-11-24T09:00 | 2026-11-22T09:00;
tonight around 7 = 2026-11-23T19:00 | 2026-11-21T19:00;
half past twelve = 2026-11-23T12:30 | 2026-11-21T12:30;
half past 12 pm = 2026-11-23T12:30 | 2026-11-21T12:30;
quarter past 12 am = 2026-11-24T00:15 | 2026-11-22T00:15;
15 past noon = 2026-11-23T12:15 | 2026-11-21T12:15;
tomorrow at 10 30 = 2026-11-24T10:30 | 2026-11-22T10:30;
tomorrow at ten thirty = 2026-11-24T10:30 | 2026-11-22T10:30;
ten thirty am tomorrow = 2026-11-24T10:30 | 2026-11-22T10:30;
seven thirty pm = 2026-11-23T19:30 | 2026-11-21T19:30;
seven thirty five pm = 2026-11-23T19:35 | 2026-11-21T19:35;
twelve noon = 2026-11-23T12:00 | 2026-11-21T12:00; on the morning of the 15th = 2026-12-15T09:00;
in the evening on friday = 2026-11-27T19:00; friday at eight in the evening = 2026-11-27T20:00;
the last friday of the month at 3pm = 2026-11-27T15:00;
next sat morning = 2026-12-05T09:00 | 2026-11-28T09:00;
in 90 mins = 2026-11-23T11:30 | 2026-11-21T11:30; in 24 hrs = 2026-11-24T10:00 | 2026-11-22T10:00;
day after tomorrow at half past three in the afternoon = 2026-11-25T15:30 | 2026-11-23T15:30;
thursday next week at 4:15 p.m. = 2026-12-03T16:15 | 2026-11-26T16:15;
wed, 25 november 2026 at 15:00 = 2026-11-25T15:00; 25 november, 3 pm = 2026-11-25T15:00;
28/11 3pm = 2026-11-28T15:00; sat 11/28 at noon = 2026-11-28T12:00;
2026/11/28 15:30 = 2026-11-28T15:30; tue 24 nov 09:00 = 2026-11-24T09:00;
T15:00 = 2026-11-23T15:00 | 2026-11-21T15:00; 23h59 = 2026-11-23T23:59 | 2026-11-21T23:59;
3 pm in 2 days = 2026-11-25T15:00 | 2026-11-23T15:00;
in 2 days at 3 pm = 2026-11-25T15:00 | 2026-11-23T15:00;
2 days from now, 3pm = 2026-11-25T15:00 | 2026-11-23T15:00; 11/30/2026 9:00 AM = 2026-11-30T09:00;
0:30 = 2026-11-24T00:30 | 2026-11-22T00:30; 00:30 = 2026-11-24T00:30 | 2026-11-22T00:30;
12 am = 2026-11-24T00:00 | 2026-11-22T00:00; 12 pm = 2026-11-23T12:00 | 2026-11-21T12:00;
12:30 am = 2026-11-24T00:30 | 2026-11-22T00:30; noonish = 2026-11-23T12:00 | 2026-11-21T12:00;
until tomorrow 5pm = 2026-11-24T17:00! | 2026-11-22T17:00!;
no later than friday noon = 2026-11-27T12:00!;
tomorrow night 9 = 2026-11-24T21:00 | 2026-11-22T21:00;
tomorrow night at 9:30 = 2026-11-24T21:30 | 2026-11-22T21:30;
tmr 3pm = 2026-11-24T15:00 | 2026-11-22T15:00;
in thirty minutes = 2026-11-23T10:30 | 2026-11-21T10:30;
in forty-five minutes = 2026-11-23T10:45 | 2026-11-21T10:45;
in 2 days and 3 hours = 2026-11-25T13:00 | 2026-11-23T13:00;
2 hours 15 minutes from now = 2026-11-23T12:15 | 2026-11-21T12:15;
in one hour = 2026-11-23T11:00 | 2026-11-21T11:00; in 1 hr = 2026-11-23T11:00 | 2026-11-21T11:00;
in 3hrs = 2026-11-23T13:00 | 2026-11-21T13:00;
about 2 hours from now = 2026-11-23T12:00 | 2026-11-21T12:00;
this monday = ambiguous_when; this thursday = 2026-11-26 | ambiguous_when;
next thursday 10:30 = 2026-12-03T10:30 | 2026-11-26T10:30;
next thursday at 10am = 2026-12-03T10:00 | 2026-11-26T10:00;
tuesday this week = 2026-11-24 | past_when; upcoming tuesday at 2pm = 2026-11-24T14:00;
dec 31 3pm = 2026-12-31T15:00; 3pm dec 31 = 2026-12-31T15:00; 3pm on dec 31 = 2026-12-31T15:00;
at 3pm on the 31st of december = 2026-12-31T15:00; january 2nd at noon = 2027-01-02T12:00;
mar 1 at 8:15am = 2027-03-01T08:15; 2026-12-25 at 3pm = 2026-12-25T15:00;
25.12.2026 15:00 = 2026-12-25T15:00; on the 24th at 5pm = 2026-11-24T17:00;
the 24th, 5pm = 2026-11-24T17:00; 10th of this month = past_when;
next month 10th 9am = 2026-12-10T09:00; tue 24th nov 2026 3pm = 2026-11-24T15:00;
9 am = 2026-11-24T09:00 | 2026-11-22T09:00; 9AM = 2026-11-24T09:00 | 2026-11-22T09:00;
9.15am = 2026-11-24T09:15 | 2026-11-22T09:15; 9:15 am = 2026-11-24T09:15 | 2026-11-22T09:15;
at 9:15am = 2026-11-24T09:15 | 2026-11-22T09:15;
9:15:30 am = 2026-11-24T09:15:30 | 2026-11-22T09:15:30;
915am = 2026-11-24T09:15 | 2026-11-22T09:15; 1215pm = 2026-11-23T12:15 | 2026-11-21T12:15;
12:15 am = 2026-11-24T00:15 | 2026-11-22T00:15; 1pm = 2026-11-23T13:00 | 2026-11-21T13:00;
1 p.m. = 2026-11-23T13:00 | 2026-11-21T13:00; at 1 P.M. = 2026-11-23T13:00 | 2026-11-21T13:00;
13:00 = 2026-11-23T13:00 | 2026-11-21T13:00; 13:05:10 = 2026-11-23T13:05:10 | 2026-11-21T13:05:10;
at 13 = 2026-11-23T13:00 | 2026-11-21T13:00; 17:00 = 2026-11-23T17:00 | 2026-11-21T17:00;
5 in the afternoon = 2026-11-23T17:00 | 2026-11-21T17:00;
five in the afternoon = 2026-11-23T17:00 | 2026-11-21T17:00;
5 this afternoon = 2026-11-23T17:00 | 2026-11-21T17:00;
5:30 this afternoon = 2026-11-23T17:30 | 2026-11-21T17:30;
at 5:30 in the afternoon = 2026-11-23T17:30 | 2026-11-21T17:30;
this afternoon at 5 = 2026-11-23T17:00 | 2026-11-21T17:00;
this afternoon at five thirty = 2026-11-23T17:30 | 2026-11-21T17:30;
6 in the evening = 2026-11-23T18:00 | 2026-11-21T18:00;
6 this evening = 2026-11-23T18:00 | 2026-11-21T18:00;
7 tomorrow evening = 2026-11-24T19:00 | 2026-11-22T19:00;
7 tomorrow morning = 2026-11-24T07:00 | 2026-11-22T07:00;
tomorrow morning at 7 = 2026-11-24T07:00 | 2026-11-22T07:00;
tomorrow morning 7:30 = 2026-11-24T07:30 | 2026-11-22T07:30;
tomorrow at 7 in the morning = 2026-11-24T07:00 | 2026-11-22T07:00;
tomorrow 7pm = 2026-11-24T19:00 | 2026-11-22T19:00;
tomorrow at 7pm = 2026-11-24T19:00 | 2026-11-22T19:00;
tomorrow 19:00 = 2026-11-24T19:00 | 2026-11-22T19:00;
tomorrow at 19 = 2026-11-24T19:00 | 2026-11-22T19:00;
tomorrow at midday = 2026-11-24T12:00 | 2026-11-22T12:00; noon on the 24th = 2026-11-24T12:00;
friday noon = 2026-11-27T12:00; friday afternoon = 2026-11-27T15:00;
friday afternoon at 4 = 2026-11-27T16:00; friday night = 2026-11-27T19:00;
friday night at 11 = 2026-11-27T23:00; friday at 11 at night = 2026-11-27T23:00;
friday evening at half past seven = 2026-11-27T19:30;
half past seven on friday evening = 2026-11-27T19:30;
half past nine in the morning = 2026-11-24T09:30 | 2026-11-22T09:30;
half past 9 am tomorrow = 2026-11-24T09:30 | 2026-11-22T09:30;
quarter past ten am = 2026-11-23T10:15 | 2026-11-21T10:15;
quarter past 10 in the evening = 2026-11-23T22:15 | 2026-11-21T22:15;
quarter past noon = 2026-11-23T12:15 | 2026-11-21T12:15;
a quarter to five pm = 2026-11-23T16:45 | 2026-11-21T16:45;
quarter to five in the afternoon = 2026-11-23T16:45 | 2026-11-21T16:45;
twenty past three pm = 2026-11-23T15:20 | 2026-11-21T15:20;
twenty-five past three pm = 2026-11-23T15:25 | 2026-11-21T15:25;
five past noon = 2026-11-23T12:05 | 2026-11-21T12:05;
ten minutes to six pm = 2026-11-23T17:50 | 2026-11-21T17:50;
25 to 6 pm = 2026-11-23T17:35 | 2026-11-21T17:35;
5 minutes past 8pm = 2026-11-23T20:05 | 2026-11-21T20:05;
3 o'clock in the afternoon = 2026-11-23T15:00 | 2026-11-21T15:00;
three o'clock in the afternoon = 2026-11-23T15:00 | 2026-11-21T15:00;
8 o'clock tonight = 2026-11-23T20:00 | 2026-11-21T20:00;
8 o'clock tomorrow morning = 2026-11-24T08:00 | 2026-11-22T08:00;
12 o'clock = 2026-11-23T12:00 | 2026-11-21T12:00;
12 o'clock tonight = 2026-11-24T00:00 | 2026-11-22T00:00;
at 12 = 2026-11-23T12:00 | 2026-11-21T12:00; 12 midnight = 2026-11-24T00:00 | 2026-11-22T00:00;
1 in the morning = 2026-11-24T01:00 | 2026-11-22T01:00;
2 in the morning tomorrow = 2026-11-24T02:00 | 2026-11-22T02:00;
11 at night = 2026-11-23T23:00 | 2026-11-21T23:00;
12 at night = 2026-11-24T00:00 | 2026-11-22T00:00;
tonight at eight thirty = 2026-11-23T20:30 | 2026-11-21T20:30;
tonight at half past eight = 2026-11-23T20:30 | 2026-11-21T20:30;
tonight 20:00 = 2026-11-23T20:00 | 2026-11-21T20:00;
tonite at 9 = 2026-11-23T21:00 | 2026-11-21T21:00;
this evening at 9 = 2026-11-23T21:00 | 2026-11-21T21:00;
this night at 9 = 2026-11-23T21:00 | 2026-11-21T21:00;
this noon = 2026-11-23T12:00 | 2026-11-21T12:00; today noon = 2026-11-23T12:00 | 2026-11-21T12:00;
today at noon = 2026-11-23T12:00 | 2026-11-21T12:00;
today 3pm = 2026-11-23T15:00 | 2026-11-21T15:00;
today at 3pm = 2026-11-23T15:00 | 2026-11-21T15:00;
today at three = 2026-11-23T15:00 | 2026-11-21T15:00; today morning = past_when;
today afternoon = 2026-11-23T15:00 | 2026-11-21T15:00;
today evening = 2026-11-23T19:00 | 2026-11-21T19:00;
today at midnight = 2026-11-24T00:00 | 2026-11-22T00:00;
@ 3pm = 2026-11-23T15:00 | 2026-11-21T15:00; tomorrow @ 3pm = 2026-11-24T15:00 | 2026-11-22T15:00;
tomorrow @3pm = 2026-11-24T15:00 | 2026-11-22T15:00; friday around noon = 2026-11-27T12:00;
friday about 3pm = 2026-11-27T15:00; around noon = 2026-11-23T12:00 | 2026-11-21T12:00;
about noon tomorrow = 2026-11-24T12:00 | 2026-11-22T12:00;
approximately 3pm = 2026-11-23T15:00 | 2026-11-21T15:00;
3pm approx = 2026-11-23T15:00 | 2026-11-21T15:00;
exactly 3pm = 2026-11-23T15:00 | 2026-11-21T15:00;
at exactly 3pm = 2026-11-23T15:00 | 2026-11-21T15:00;
3ish pm = 2026-11-23T15:00 | 2026-11-21T15:00; 3pmish = 2026-11-23T15:00 | 2026-11-21T15:00;
tomorrow 3pm-ish = 2026-11-24T15:00 | 2026-11-22T15:00;
by noon = 2026-11-23T12:00! | 2026-11-21T12:00!;
by tomorrow 5pm = 2026-11-24T17:00! | 2026-11-22T17:00!;
before noon = 2026-11-23T12:00! | 2026-11-21T12:00!; before 2026-12-01 09:00 = 2026-12-01T09:00!;
no later than 5pm = 2026-11-23T17:00! | 2026-11-21T17:00!;
tomorrow by noon = 2026-11-24T12:00! | 2026-11-22T12:00!;
tomorrow until 4pm = 2026-11-24T16:00! | 2026-11-22T16:00!;
friday before 5 pm = 2026-11-27T17:00!; within 24 hours = 2026-11-24T10:00! | 2026-11-22T10:00!;
within an hour = 2026-11-23T11:00! | 2026-11-21T11:00!; start of the quarter = past_when;
two weeks on monday = ambiguous_when | 2026-12-07
"""
AMBIGUOUS = """
tomorrow midnight; friday at midnight; tomorrow at 5; half past 3; ten past 8; 3 o'clock; 15h;
at 730; 10.11.2026; 31/12/26; 10/10/27; 12/1; 1/12/2027; 3/4/27; 45m; next thursday at 10;
tomorrow at 7; tomorrow at seven; half past nine; today at 11
"""
HAPPENED = """
yesterday noon = 2026-11-22T12:00 | 2026-11-20T12:00; 3 days ago = 2026-11-20 | 2026-11-18;
last friday at 5pm = 2026-11-20T17:00 | ambiguous_when; last fri = 2026-11-20 | ambiguous_when;
last sunday 3pm = 2026-11-22T15:00 | 2026-11-15T15:00; past friday = 2026-11-20;
an hour ago = 2026-11-23T09:00 | 2026-11-21T09:00;
2 and a half hours ago = 2026-11-23T07:30 | 2026-11-21T07:30;
half an hour ago = 2026-11-23T09:30 | 2026-11-21T09:30; yesterday at 4 = ambiguous_when;
today at 9 = 2026-11-23T09:00 | 2026-11-21T09:00;
this morning = 2026-11-23T09:00 | 2026-11-21T09:00;
this morning at 8 = 2026-11-23T08:00 | 2026-11-21T08:00;
last night at 11 = 2026-11-22T23:00 | 2026-11-20T23:00;
midnight = 2026-11-23T00:00 | 2026-11-21T00:00;
the day before yesterday = 2026-11-21 | 2026-11-19;
day before yesterday at 3pm = 2026-11-21T15:00 | 2026-11-19T15:00;
a week ago = 2026-11-16 | 2026-11-14; a couple of days ago = 2026-11-21 | 2026-11-19;
2 days back = 2026-11-21 | 2026-11-19; last week friday = 2026-11-20 | 2026-11-13;
friday of last week = 2026-11-20 | 2026-11-13; the 5th = 2026-11-05; nov 5 = 2026-11-05;
first monday of last month = 2026-10-05; last day of last month = 2026-10-31;
end of last month = 2026-10-31; last month = unreadable_when;
a fortnight ago = 2026-11-09 | 2026-11-07; 12 days before now = 2026-11-11 | 2026-11-09;
4 days before yesterday = 2026-11-18 | 2026-11-16; wed 9am = 2026-11-18T09:00
"""


def happened(text: str, now: datetime) -> str:
    """Return the moment that lies behind, or the code of the refusal."""
    try:
        return read_moment(text, now, past=True).iso()
    except UnreadableError as error:
        return error.code


@pytest.mark.parametrize(("phrase", "monday", "saturday"), readings(TIMES))
def test_time(phrase: str, monday: str, saturday: str) -> None:
    assert (reading(phrase, MONDAY), reading(phrase, SATURDAY)) == (monday, saturday)


@pytest.mark.parametrize("phrase", AMBIGUOUS.replace("\n", " ").strip().split("; "))
def test_has_two_readings(phrase: str) -> None:
    assert reading(phrase, MONDAY) == reading(phrase, SATURDAY) == "ambiguous_when"


@pytest.mark.parametrize(("phrase", "monday", "saturday"), readings(HAPPENED))
def test_what_happened(phrase: str, monday: str, saturday: str) -> None:
    assert (happened(phrase, MONDAY), happened(phrase, SATURDAY)) == (monday, saturday)


def test_tables_are_whole() -> None:
    assert (len(readings(TIMES)), len(readings(HAPPENED))) == (275, 32)
