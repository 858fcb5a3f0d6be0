"""What a page needs before it is published, and what could be better: the rules, and what is done with their findings.

`CheckedPage.readiness` asks the rules, and `CheckedPage.save` refuses to make a page public that one of them blocks.
"""
