"""The safety of visitors: where the exit leads, which words give a visit away, and what is known of a client."""
