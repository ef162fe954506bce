"""The rows that PostgreSQL makes up itself: lines of the list, words, promises, and what follows from them."""

LIKES = """
CREATE TABLE alike AS
SELECT row_number() OVER (ORDER BY stream) - 1 AS place, * FROM item WHERE proposal IS NOT NULL
"""

ITEMS = """
INSERT INTO item (stream, unit, subject, version, state, is_open, received, collected, because, urgency, urgency_rank,
                  deadline, outcome, effect, guideline, edition, content_hash, proposal, alerts, missing, assignee,
                  snoozed_until)
SELECT 'referral-' || to_hex(n) || '-0', u.unit, u.unit || '-' || n / 2, version,
       CASE WHEN n % 10 < 3
            THEN (ARRAY['new', 'new', 'new', 'new', 'waiting', 'on_hold', 'escalated', 'individual'])[1 + n / 10 % 8]
            ELSE 'decided' END,
       n % 10 < 3, :now - (:count - n) * 60000000::bigint, n % 19 > 0, because, urgency, urgency_rank,
       CAST(:today AS date) + n % 60 - 10, outcome, effect, guideline, edition, content_hash, proposal, alerts, missing,
       CASE WHEN n % 50 = 0 THEN (ARRAY['demo-anna', 'demo-bjorn'])[1 + n / 50 % 2] END,
       CASE WHEN n % 100 = 1 THEN :now + 5 * 86400000000 END
FROM generate_series(0, :count - 1) AS n
JOIN alike ON place = n % (SELECT count(*) FROM alike)
CROSS JOIN LATERAL (SELECT CASE WHEN n % 10 < 7 THEN 'granvik_imaging' ELSE 'sundby_spine' END AS unit) AS u
"""
"""Three in ten are open; of all, one in 19 is not collected, one in 50 is somebody's own, and one in 100 rests."""

_TERMS_OF = """
INSERT INTO term (unit, digest, stream)
SELECT unit, digest, 'referral-' || to_hex(n) || '-0'
FROM generate_series(0, :count - 1) AS n
JOIN word ON kind = '{kind}' AND number = {number}
         AND unit = CASE WHEN n % 10 < 7 THEN 'granvik_imaging' ELSE 'sundby_spine' END
"""

TERMS_OF = tuple(
    _TERMS_OF.format(kind=kind, number=number)
    for kind, number in (
        ("given", "n / :family % :given"),
        ("family", "n % :family"),
        ("day", "n % :days"),
        ("sender", "0"),
    )
)
"""The words of each: a name of a kind begins otherwise than one of the other, so that none stands there twice."""

OBLIGATIONS = """
INSERT INTO obligation (stream, obligation, unit, owner, state, due)
SELECT 'referral-' || to_hex(10 * n) || '-0', 'call_for_mr', 'granvik_imaging', 'coordinator', 'open',
       CAST(:today AS date) + n % 30 - 5
FROM generate_series(0, 499) AS n
"""

SEAL = """
INSERT INTO seal SELECT number + 1, at, last + 1, 999999 + :count, hash, hash FROM seal ORDER BY number DESC LIMIT 1
"""

TALLY = """
INSERT INTO tally
SELECT unit, is_open, collected, alerts > 0, state, coalesce(urgency, ''), coalesce(outcome, ''),
       coalesce(guideline, ''), coalesce(assignee, ''), CASE WHEN is_open THEN deadline ELSE '9999-12-31' END,
       coalesce(snoozed_until, 0), count(*)
FROM item GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11
"""
