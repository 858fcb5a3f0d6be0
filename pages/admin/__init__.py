"""What this application adds to Wagtail's admin. `pages.wagtail_hooks` says where each part appears."""
