"""The screens in which staff look after their accounts, and administrators after those of others."""
