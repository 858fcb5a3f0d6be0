"""The anti-racism work: local, national, European."""

from django.apps import AppConfig


class CampaignsConfig(AppConfig):
    name = "campaigns"
    verbose_name = "Anti-racism work"
