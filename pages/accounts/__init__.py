"""The accounts of staff: who gets in, and for how long.

A login takes a password (`passwords`) and, where it is required, a second factor (`second_factor`). It lasts as long as
its session (`sessions`). Accounts begin with an invitation (`invitations`); who forgot a password asks for a new one
(`password_reset`); guessing locks out (`lockout`).
"""
