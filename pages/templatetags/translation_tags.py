"""Template filters of the translation editor."""

from django import template

from pages.admin.translations.plain_texts import shown_as_written

register = template.Library()
register.filter("shown_as_written", shown_as_written)
