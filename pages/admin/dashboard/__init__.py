"""What needs somebody today, and the report of pages that are due."""
