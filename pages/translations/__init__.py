"""Translating pages with wagtail-localize, and finding the translations that are out of date."""
