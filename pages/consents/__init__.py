"""What relies on a consent: shown while it holds, left out at the moment at which it ends."""
