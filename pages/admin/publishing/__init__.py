"""What happens with pages in the admin on the way to the public, and back."""
