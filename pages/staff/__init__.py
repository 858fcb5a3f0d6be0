"""Roles of staff, the second pair of eyes, pages that are due, and emails about all of these."""
