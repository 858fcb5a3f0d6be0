"""The one cache in front of the public pages: who may be stored, for how long, and what makes it invalid."""
