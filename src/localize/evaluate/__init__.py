"""How good is a translation? Test sets, scores with their signatures, and what the quality bands are worth.

Values in, values out: what translates is the caller's affair (`localize.cli.evaluate`).
"""
