"""The screens on which staff work with enquiries."""
