"""Backups: one file with the database, the media and a manifest, and how a site is restored from it.

`creation` makes one and `restoring` brings one back; `archive` is the file, `postgresql` and `sqlite` are how a
database gets into it and out of it.
"""
