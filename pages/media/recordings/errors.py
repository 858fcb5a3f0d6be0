"""Why a recording is not taken, in sentences for the person who uploaded it."""

NOT_A_RECORDING = "This is not a recording that the website can read. Upload an MP3 or M4A file."
OTHER_FORMAT = (
    "This recording is in a format that not every telephone can play. Save it as an MP3 file and upload that. "
    "(Voice messages of WhatsApp are in such a format too.)"
)
VIDEO = "This is a video. Save its sound alone as an MP3 or M4A file, and upload that."
DAMAGED = "This recording is damaged or incomplete. Copy it again from where it came from, and upload it once more."
TOO_SHORT = "This recording is shorter than a second. Choose another file."
TOO_LONG = "This recording is longer than an hour and a half. Cut it into parts, and upload each."


class RecordingError(ValueError):
    """A recording cannot be taken. The message says to the person who uploaded it what to do."""
