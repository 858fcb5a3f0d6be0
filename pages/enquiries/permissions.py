"""Who may do what with enquiries.

| permission | what it allows |
| --- | --- |
| view enquiry | the lists: references, topics, ages, and never a word of a message |
| change enquiry | a message, how to contact its sender, and the work on it |
| export enquiry, delete enquiry | answering somebody who asks what data we hold about them |
| view job run | how the scheduled jobs stand |
| view audit log entry, view deleted enquiry, change settings | what the lead of the team sees and decides |

Two groups hold them, created by migration 0002: "Enquiry team" the first four lines, "Enquiry lead" all. A
migration runs once: what an administrator changes in the groups after that (another name, a permission less) is
not undone, as it would be by a step at every start. Neither group has permissions for pages.
"""

from wagtail.permission_policies import ModelPermissionPolicy

from pages.enquiries.models.audit_log import AuditLogEntry
from pages.enquiries.models.enquiry import Enquiry
from pages.models.users import User

# Either of them shows the lists.
LIST_PERMISSIONS = ("view", "change")
# Any of them shows the screen for data requests.
DATA_REQUEST_PERMISSIONS = ("export", "delete")


class DeclaredPermissionPolicy(ModelPermissionPolicy):
    """Django's permissions, for those actions alone that the model declares.

    Django lets a superuser do anything, also what no permission exists for. But enquiries are added by their
    senders alone, and nobody changes the audit log.
    """

    def user_has_permission(self, user: User, action: str) -> bool:
        """Tell whether the model declares this action and the user may perform it."""
        return self._declares(action) and super().user_has_permission(user, action)

    def _declares(self, action: str) -> bool:
        options = self.model._meta
        special = {codename for codename, _name in options.permissions}
        return action in options.default_permissions or f"{action}_{options.model_name}" in special


enquiry_policy = DeclaredPermissionPolicy(Enquiry)
audit_log_policy = DeclaredPermissionPolicy(AuditLogEntry)
