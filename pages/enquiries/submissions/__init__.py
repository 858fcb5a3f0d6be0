"""The contact form: what is asked, how a submission is checked and stored, and what its sender sees."""
