"""Pictures, documents and recordings that staff upload."""
