"""What a seller who knows SQL would write for the reports over all of history.

Parameters: `:day` is today, `:now` the instant. Money is in minor units. The SQL does somewhat
less: no intervals, nothing as of another day; cells are not guarded against spreadsheets.
"""

from __future__ import annotations

MOVES = """
WITH rung(code, rank) AS (VALUES ('B',1),('C',2),('D',3),('E',4),('F',5)),
told AS (
  SELECT s.journey_id j, s.id, s.at, s.to_stage stage, s.assumed,
    lag(s.to_stage) OVER (PARTITION BY s.journey_id ORDER BY s.at, s.id) before
  FROM stage_change s JOIN journey ON journey.id = s.journey_id AND journey.assumed IS NOT NULL
  WHERE s.pipeline = 'lifecycle' AND s.void_op IS NULL),
moved AS (
  SELECT told.*, now.rank rank, was.rank was,
    lag(at) OVER w since, lag(told.assumed) OVER w guessed,
    max(now.rank) OVER (PARTITION BY j ORDER BY at, id
      ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) climbed
  FROM told LEFT JOIN rung now ON now.code = stage LEFT JOIN rung was ON was.code = before
  WHERE before IS NOT stage WINDOW w AS (PARTITION BY j ORDER BY at, id))
"""
FUNNEL = (
    MOVES
    + """, far AS (
  SELECT max(moved.rank) reach, journey.stage FROM moved JOIN journey ON journey.id = j GROUP BY j)
SELECT 'cohort', coalesce(reach, 0), CASE stage WHEN 'L' THEN 'lost' WHEN 'X' THEN 'invalid'
  ELSE 'active' END fate, count(*) FROM far GROUP BY 2, 3
UNION ALL SELECT 'in', stage, CASE WHEN climbed IS NULL THEN 'new' WHEN was IS NULL THEN 'reopened'
  WHEN rank > was THEN 'up' ELSE 'down' END, count(*)
  FROM moved WHERE rank IS NOT NULL AND assumed = 0 GROUP BY 2, 3
UNION ALL SELECT 'out', before, CASE WHEN rank > was THEN 'advanced' WHEN rank < was THEN 'back'
  WHEN stage = 'L' THEN 'lost' ELSE 'invalid' END, count(*)
  FROM moved WHERE was IS NOT NULL AND assumed = 0 GROUP BY 2, 3
UNION ALL SELECT 'stands', stage, '', count(*) FROM journey
  WHERE pipeline = 'lifecycle' AND assumed IS NOT NULL GROUP BY 2
UNION ALL SELECT 'median', before, '', avg(took) FROM (
  SELECT before, at - since took, row_number() OVER (PARTITION BY before ORDER BY at - since) n,
    count(*) OVER (PARTITION BY before) many
  FROM moved WHERE was IS NOT NULL AND assumed = 0 AND guessed = 0)
  WHERE n IN ((many + 1) / 2, many / 2 + 1) GROUP BY before
"""
)
CHANNELS = """
SELECT coalesce(source, ''), count(*), sum(purchases > 0 OR id IN (
    SELECT j.customer_id FROM stage_change s JOIN journey j ON j.id = s.journey_id
    WHERE s.pipeline = 'lifecycle' AND s.to_stage IN ('E', 'F') AND s.void_op IS NULL
    AND j.void_op IS NULL)), (SELECT coalesce(sum(amount), 0) FROM purchase JOIN customer c
    ON c.id = customer_id WHERE c.source IS customer.source AND c.present = 1
    AND purchase.void_op IS NULL)
FROM customer WHERE present = 1 GROUP BY source
"""
LAYERS = """
WITH bought AS (
  SELECT customer_id, count(DISTINCT occasion) times, max(on_day) last FROM purchase
  WHERE void_op IS NULL AND on_day <= :day GROUP BY customer_id),
rung AS (
  SELECT j.customer_id, max(s.at) at, max(s.to_stage = 'F') again
  FROM stage_change s JOIN journey j ON j.id = s.journey_id
  WHERE coalesce(s.pipeline, '') = 'lifecycle' AND s.to_stage IN ('E', 'F') AND s.void_op IS NULL
  GROUP BY j.customer_id),
stood AS (
  SELECT coalesce(times, again + 1, 0) times,
    julianday(:day) - julianday(coalesce(last, date(at, 'unixepoch', '+8 hours'))) quiet
  FROM customer LEFT JOIN bought ON bought.customer_id = id LEFT JOIN rung ON rung.customer_id = id
  WHERE present = 1)
SELECT CASE WHEN times = 0 THEN 'potential' WHEN quiet >= 365 THEN 'dormant-permanent'
  WHEN quiet >= 90 THEN 'dormant-temporary' WHEN times >= 10 THEN 'mature'
  WHEN times > 1 THEN 'returning' ELSE 'new' END layer, count(*)
FROM stood GROUP BY 1
"""
OPENED = LAYERS.replace("GROUP BY 1\n", "GROUP BY 1 HAVING layer = 'dormant-permanent'\n")
RFM = """
WITH money AS (
  SELECT customer_id, sum(amount) spent FROM purchase
  WHERE void_op IS NULL AND currency = 'CNY' GROUP BY customer_id),
buyer AS MATERIALIZED (
  SELECT julianday(:day) - julianday(last_bought_on) quiet, purchases often,
    julianday(last_bought_on) - julianday(first_bought_on) span, coalesce(spent, 0) spent
  FROM customer LEFT JOIN money ON customer_id = id WHERE present = 1 AND purchases > 0),
every(n) AS (SELECT count(*) FROM buyer),
lately AS (
  SELECT quiet, 1 + 5 * (sum(count(*)) OVER (ORDER BY quiet DESC) - count(*)) / n r
  FROM buyer, every GROUP BY quiet),
times AS (
  SELECT often, 1 + 5 * (sum(count(*)) OVER (ORDER BY often) - count(*)) / n f
  FROM buyer, every GROUP BY often),
much AS (
  SELECT spent, 1 + 5 * (sum(count(*)) OVER (ORDER BY spent) - count(*)) / n m
  FROM buyer, every GROUP BY spent),
cell AS MATERIALIZED (
  SELECT r, f, m, count(*) many, sum(spent) spent, sum(span) span, sum(often) often,
    sum(often > 1) again
  FROM buyer JOIN lately USING (quiet) JOIN times USING (often) JOIN much USING (spent)
  GROUP BY 1, 2, 3),
active AS (
  SELECT customer_id, max(on_day > date(:day, '-90 days')) again FROM purchase
  JOIN customer ON customer.id = customer_id
  WHERE on_day > date(:day, '-180 days') AND on_day <= :day AND purchase.void_op IS NULL
    AND kept = 1 AND present = 1
  GROUP BY customer_id HAVING min(on_day) <= date(:day, '-90 days'))
SELECT CASE WHEN r >= 4 AND f >= 4 AND m >= 4 THEN 'champions' WHEN r >= 3 AND f >= 4 THEN 'loyal'
    WHEN r >= 3 AND m = 5 THEN 'big' WHEN r >= 4 AND f >= 2 THEN 'growing'
    WHEN r >= 4 THEN 'newcomers' WHEN r <= 2 AND f >= 4 THEN 'must-not-lose'
    WHEN r <= 2 AND f >= 2 THEN 'at-risk' WHEN r = 3 THEN 'cooling' ELSE 'asleep' END segment,
  sum(spent), sum(many) FROM cell GROUP BY 1
UNION ALL SELECT 'all', sum(spent), sum(many) FROM cell
UNION ALL SELECT 'again', round(sum(span) / (sum(often) - sum(many)), 3), sum(again) FROM cell
UNION ALL SELECT 'active', sum(1 - again), count(*) FROM active
"""
PARETO = """
WITH spent AS (
  SELECT currency, customer_id, sum(amount) revenue FROM purchase
  JOIN customer ON customer.id = customer_id
  WHERE purchase.void_op IS NULL AND amount IS NOT NULL AND present = 1
  GROUP BY currency, customer_id HAVING sum(amount) > 0),
running AS (
  SELECT *, sum(revenue) OVER w running, sum(revenue) OVER (PARTITION BY currency) total,
    count(*) OVER (PARTITION BY currency) many, row_number() OVER w place
  FROM spent
  WINDOW w AS (PARTITION BY currency ORDER BY revenue DESC, customer_id ROWS UNBOUNDED PRECEDING))
SELECT currency, 'makers', total, many, count(*) FROM running
  WHERE 5 * (running - revenue) < 4 * total GROUP BY currency
UNION ALL SELECT currency, name, customer_id, revenue, running FROM running
  JOIN customer ON id = customer_id
  WHERE place <= 20 AND 5 * (running - revenue) < 4 * total
"""
FORECAST = """
WITH rung(code, rank, odds, days) AS (VALUES ('NEED', 1, NULL, 120), ('LISTED', 2, 2500, 90),
  ('SHORTLIST', 3, 5000, 60), ('DECIDED', 4, 7500, 30), ('WON', 5, 10000, NULL)),
reached AS MATERIALIZED (
  SELECT journey.id, journey.stage, since, max(CASE to_stage WHEN 'NEED' THEN 1
    WHEN 'LISTED' THEN 2 WHEN 'SHORTLIST' THEN 3 WHEN 'DECIDED' THEN 4 WHEN 'WON' THEN 5 END) reach
  FROM journey JOIN customer ON customer.id = customer_id
  CROSS JOIN stage_change s ON s.journey_id = journey.id
  WHERE coalesce(journey.pipeline, '') = 'key-account' AND s.void_op IS NULL AND present = 1
  GROUP BY journey.id),
rate AS MATERIALIZED (
  SELECT code, count(*) reached, sum(stage = 'WON') won, sum(stage = 'LOST') lost,
    sum(stage = 'INVALID') invalid, sum(stage IN ('WON', 'LOST', 'INVALID')) decided
  FROM rung JOIN reached ON reach >= rank GROUP BY code),
terms AS (
  SELECT *, row_number() OVER (PARTITION BY journey_id ORDER BY at DESC, id DESC) latest
  FROM deal_terms WHERE void_op IS NULL),
open AS MATERIALIZED (
  SELECT reached.stage, amount, currency, coalesce(probability, odds) odds,
    CASE WHEN closes_on IS NULL THEN 'undated' WHEN closes_on < :day THEN 'late'
      ELSE substr(closes_on, 1, 7) END month,
    :now - since > 86400 * days asleep, rate.won, decided
  FROM reached JOIN rung ON rung.code = stage JOIN rate ON rate.code = stage
  LEFT JOIN terms ON journey_id = reached.id AND latest = 1 WHERE stage <> 'WON'),
weighed AS MATERIALIZED (
  SELECT *, amount * odds / 10000
    + (amount * odds % 10000 > 5000 - (amount * odds / 10000) % 2) weighted,
    amount * won / decided
    + (2 * (amount * won % decided) > decided - (amount * won / decided) % 2) own
  FROM open WHERE amount IS NOT NULL AND odds IS NOT NULL)
SELECT month, currency, sum(amount), sum(weighted), sum(own), count(*) FROM weighed GROUP BY 1, 2
UNION ALL SELECT 'total', currency, sum(amount), sum(weighted), sum(own), count(*) FROM weighed
  GROUP BY 2
UNION ALL SELECT 'asleep', currency, sum(amount), sum(weighted), sum(own), count(*) FROM weighed
  WHERE asleep GROUP BY 2
UNION ALL SELECT 'not counted', '', 0, 0, 0, count(*) FROM open
  WHERE amount IS NULL OR odds IS NULL
UNION ALL SELECT code, '', won, lost, invalid, reached FROM rate
UNION ALL SELECT 'cycle', '', 0, 0, 0, round(avg(last - first) / 86400, 2) FROM (
  SELECT min(at) first, min(iif(to_stage = 'WON', at, NULL)) last FROM reached
  JOIN stage_change ON journey_id = reached.id WHERE stage = 'WON' AND void_op IS NULL
  GROUP BY journey_id)
"""
EXPORT = """
WITH identified AS (
  SELECT customer_id, kind, group_concat(iif(system <> '', system || ':' || value,
    iif(kind = 'phone' AND valid, value, raw)), ' | ') told
  FROM identity WHERE void_op IS NULL GROUP BY customer_id, kind),
tagged AS (
  SELECT customer_id, group_concat(iif(dimension <> '', dimension || ':', '') || tag.value, ' | ')
    told
  FROM customer_tag JOIN tag ON tag.id = tag_id WHERE void_op IS NULL GROUP BY customer_id)
SELECT customer.id, customer.name, company, phone.told, wechat.told, email.told, other.told,
  stage, iif(stage IS NULL, NULL, strftime('%Y-%m-%dT%H:%M:%S+08:00', stage_since, 'unixepoch',
    '+8 hours')), users.name, customer.outlet, source, tagged.told, birthday, address,
  iif(do_not_contact, 'yes', ''),
  strftime('%Y-%m-%dT%H:%M:%S+08:00', created_at, 'unixepoch', '+8 hours'),
  coalesce(strftime('%Y-%m-%dT%H:%M:%S+08:00', next_at, 'unixepoch', '+8 hours'), next_on),
  strftime('%Y-%m-%dT%H:%M:%S+08:00', last_contact_at, 'unixepoch', '+8 hours')
FROM customer LEFT JOIN users ON users.id = owner_id
LEFT JOIN identified phone ON phone.customer_id = customer.id AND phone.kind = 'phone'
LEFT JOIN identified wechat ON wechat.customer_id = customer.id AND wechat.kind = 'wechat'
LEFT JOIN identified email ON email.customer_id = customer.id AND email.kind = 'email'
LEFT JOIN identified other ON other.customer_id = customer.id AND other.kind = 'external'
LEFT JOIN tagged ON tagged.customer_id = customer.id
WHERE present = 1 ORDER BY customer.id
"""
