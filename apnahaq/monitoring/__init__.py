"""Whether the parts of the site are well: what is checked, who sees it, and when somebody is told by email.

`checks` holds the checks, `overview` runs them. Users with full access see the result in the admin (`views`) and at
`/health/ready`; the worker of each machine sends an email when something needs help (`alerts`).
"""
