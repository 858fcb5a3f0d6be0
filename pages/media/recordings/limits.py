"""How large and how long a recording may be."""

# About an hour of speech at 128 kbit/s, and two at the 64 that are enough for speech.
MAX_BYTES = 60 * 1024 * 1024
MAX_SECONDS = 90 * 60
