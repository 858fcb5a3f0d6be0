"""Translating pages with wagtail-localize, and which translations are out of date their original."""
