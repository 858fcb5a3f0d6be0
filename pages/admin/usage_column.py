"""The column of lists of snippets that says how often each is used."""

from typing import Any

from django.urls import reverse
from wagtail.admin.ui.tables import UsageCountColumn


class SnippetUsageColumn(UsageCountColumn):
    """How often a snippet is used, with a link to where."""

    def get_cell_context_data(self, instance: Any, parent_context: Any) -> dict[str, Any]:
        """Add the address of the list of uses."""
        instance.usage_url = reverse(instance.snippet_viewset.get_url_name("usage"), args=[instance.pk])
        return super().get_cell_context_data(instance, parent_context)
