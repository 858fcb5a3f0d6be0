"""Who may do what with enquiries?

| permission | what it opens |
| --- | --- |
| view enquiry | the lists: references, topics, ages, and never a word of a message |
| change enquiry | a message, how to reach its sender, and the work on it |
| export enquiry, delete enquiry | answering somebody who asks what we hold about her |
| view job run | whether the site does its regular work |
| view record, view deleted enquiry, change settings | what the lead of the team sees and decides |

Two groups hold them, made by migration 0004: "Enquiry team" the first four lines, "Enquiry lead" all. A
migration runs once, also on a site that is long in use: what an administrator makes of the groups after
that (another name, a permission less) is never undone, as it would be by a step at every start. Neither
group has anything to do with pages.
"""

from wagtail.permission_policies import ModelPermissionPolicy

from pages.enquiries.models import DeletedEnquiry, Enquiry, EnquiryRecord, JobRun
from pages.models.users import User


class OfferedOnlyPolicy(ModelPermissionPolicy):
    """Django's permissions, as far as the model offers them.

    Django lets a superuser do anything, also what no permission exists for. Nobody adds an enquiry but its
    sender, and nobody changes a record.
    """

    def user_has_permission(self, user: User, action: str) -> bool:
        """Tell whether the model offers this action and the user may do it."""
        return self._offers(action) and super().user_has_permission(user, action)

    def _offers(self, action: str) -> bool:
        options = self.model._meta
        special = {codename for codename, _name in options.permissions}
        return action in options.default_permissions or f"{action}_{options.model_name}" in special


enquiry_policy = OfferedOnlyPolicy(Enquiry)
record_policy = OfferedOnlyPolicy(EnquiryRecord)
deleted_policy = OfferedOnlyPolicy(DeletedEnquiry)
job_policy = OfferedOnlyPolicy(JobRun)
