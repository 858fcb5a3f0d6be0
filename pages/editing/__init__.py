"""The form in which pages are written, and what editors see beside it."""
