"""The screens of people, consents, terms and of what a site has once."""
