"""Pictures, documents and recordings: changing, deleting and restoring them."""
