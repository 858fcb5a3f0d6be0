"""The application for enquiries."""

from django.apps import AppConfig


class EnquiriesConfig(AppConfig):
    """The contact form and what happens to its messages."""

    name = "pages.enquiries"
    label = "enquiries"
    verbose_name = "Enquiries"
