"""Pictures and documents: changing, deleting and having them back."""
