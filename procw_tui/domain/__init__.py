"""The heart: what is logged, what it means for the six criteria, and what to do next. Values in, values out.

Tags beside a rule say how sure it is: [O] an official page of CrowdWorks says it, [W] workers report it,
[A] nobody publishes it, so the program assumes it, shows it as an assumption and lets the user change it.
"""
