"""What stops a backup or a restore."""


class BackupError(Exception):
    """A backup cannot be made or restored. The message is one sentence or two for the person who runs the command."""


class AtWorkError(BackupError):
    """Another process makes a backup or restores one."""
