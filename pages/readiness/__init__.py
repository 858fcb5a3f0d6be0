"""What a page needs before it is published, and what could be better: the rules, and what is done with their findings.

`BasePage.readiness` asks the rules, and `BasePage.save` refuses to make a page public that one of them blocks.
"""
