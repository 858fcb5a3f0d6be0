"""Encryption of what people write to us, and the index by which it is still found."""
