"""Scheduled jobs: what the site does by the clock.

An application registers its jobs in a module `scheduled_jobs`, which is imported when Django has started (see
`apps`). `manage.py work` runs those that are due (`runner`), and the dashboard shows how they stand (`status`).
What each machine must do by itself, also without the database, is in a module `machine_jobs` and runs beside them
(`machine`).
"""
