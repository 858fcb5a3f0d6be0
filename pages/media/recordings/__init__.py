"""Recordings that staff upload: nothing but the sound is kept of them."""
