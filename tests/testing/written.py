"""Rulesets as somebody writes them: a lawful one, and others with one thing wrong."""

LAWFUL = """
id = "council"
title = "A council's own"
[[rule]]
id = "visit.first"
title = "First visit"
trigger = "case.opened"
met_by = "visit.made"
within = "5 days"
authority = "local policy"
[[rule.example]]
trigger = 2024-01-01
due = 2024-01-06
"""
BROKEN = LAWFUL.replace("2024-01-06", "2024-01-05")
LOOSE = """
id = "council"
title = "A council's own"
extends = "england"
[[rule]]
id = "assessment.complete"
title = "Assessment"
trigger = "referral.received"
met_by = "assessment.completed"
within = "46 working days"
authority = "local policy"
"""
BAD = 'id = "Mick"\n[[rule]]\nid = "Mick"\nwithin = "Mick"\n'
