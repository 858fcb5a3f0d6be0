"""The campaigns application: local, national and European anti-racism work."""

from django.apps import AppConfig


class CampaignsConfig(AppConfig):
    """Configuration of the campaigns application."""

    name = "campaigns"
    verbose_name = "Anti-racism work"
