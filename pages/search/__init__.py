"""The search page, and how it finds pages."""
