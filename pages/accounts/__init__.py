"""The accounts of staff: who gets in, and for how long.

A login takes a password (`passwords`) and, where it is required, a second factor (`second_factor`). It lasts as long as
its session (`sessions`). Accounts begin with an invitation (`invitations`); somebody who forgot a password requests a
link for a new one (`password_reset`); repeated wrong passwords lock the login (`lockout`).
"""
