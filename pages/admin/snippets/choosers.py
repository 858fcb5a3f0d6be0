"""The dialogs in which people and organisations are chosen, with a form for a new one."""

from wagtail.snippets.views.chooser import SnippetChooserViewSet


class PersonChooserViewSet(SnippetChooserViewSet):
    """The dialog for people."""

    form_fields = ["name", "role"]
    creation_tab_label = "New person"
    create_action_label = "Save and choose"


class OrganisationChooserViewSet(SnippetChooserViewSet):
    """The dialog for organisations."""

    form_fields = ["name", "short_name", "website"]
    creation_tab_label = "New organisation"
    create_action_label = "Save and choose"
