"""Translating pages with wagtail-localize, and which translations are behind their original."""
