"""The files of a made-up council, Northmere, as its quality officer writes them."""

__all__ = ["AUTHORITY", "FREQUENCIES", "HEAD", "LADDER", "PROMPTS", "ROLES", "VOCABULARY", "WHOLE"]

HEAD = """\
owner = "Northmere, quality and practice"
last_checked = 2026-11-02
source = "Northmere's own"
"""
PROMPTS = f"""\
{HEAD}
version = "northmere-1"
extends = "shipped"
leave_out = ["describe-your-identity"]
[[prompt]]
id = "how-long"
text = "Since when has it been like this?"
stage = "experience"
lens = "event recall"
[[prompt]]
id = "northmere:mood"
text = "How was the room?"
stage = "experience"
lens = "general"
"""
ROLES = f"""\
{HEAD}
extends = "shipped"
[[role]]
id = "northmere:head"
title = "head of service"
kind = "staff"
"""
LADDER = f"""\
{HEAD}
id = "northmere"
version = "1"
[[stage]]
id = "not_met"
title = "not yet met"
before_they_met = true
[[stage]]
id = "knows_us"
title = "knows us by name"
"""
FREQUENCIES = f"""\
{HEAD}
counts = ["individual", "joint"]
counts_from_minutes = 30
least_minutes = 60
written_up_days = 3
signed_days = 10
each_child_weeks = 8
"""
AUTHORITY = f"""\
{HEAD}
review_by = 2027-11-02
[[level]]
id = "accommodate-a-child"
title = "a child comes into care"
decided_by = ["service-manager", "northmere:head"]
[[level]]
id = "end-a-plan"
title = "a protection plan ends early"
decided_by = ["team-manager"]
in_force_to = 2021-03-31
[[level]]
id = "end-a-plan"
title = "a protection plan ends early"
decided_by = ["service-manager"]
in_force_from = 2021-04-01
"""
VOCABULARY = f"""\
{HEAD}
blurred = ["touch base", "monitor"]
labels = ["chaotic"]
"""
FORMS = f"""\
{HEAD}
extends = "shipped"
[[form]]
id = "visit"
version = "3"
[[form.section]]
id = "home"
title = "At home"
[[form.section.field]]
id = "bedroom"
title = "Bedroom seen"
kind = "choice"
audience = "child_file"
choices = [["yes", "Yes"], ["no", "No"]]
"""
#: Every file, by its name.
WHOLE = {
    "forms": FORMS,
    "prompts": PROMPTS,
    "roles": ROLES,
    "relationship_stages": LADDER,
    "frequencies": FREQUENCIES,
    "authority": AUTHORITY,
    "vocabulary": VOCABULARY,
}
