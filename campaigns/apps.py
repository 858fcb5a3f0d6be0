"""The anti-racism work: local, national, European."""

from django.apps import AppConfig


class CampaignsConfig(AppConfig):
    """The anti-racism work, as Django knows it."""

    name = "campaigns"
    verbose_name = "Anti-racism work"
