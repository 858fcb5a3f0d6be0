"""When the content of each public page last changed."""

from django.db import models


class TextChange(models.Model):
    """When a page was last published with another text, picture or consent than before.

    Kept outside the page, so that translations can be compared with it in one query whatever their types.
    """

    page = models.OneToOneField("wagtailcore.Page", on_delete=models.CASCADE, primary_key=True, related_name="+")
    changed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.page_id}, {self.changed_at}"
