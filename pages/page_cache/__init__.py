"""The cache in front of the public pages: which responses are cached, for how long, and what invalidates them."""
