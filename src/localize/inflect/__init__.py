"""Target-language inflection: one module a grammar (`kazakh`, `english`), each pure and offline.

>>> from localize.inflect import english, kazakh
>>> kazakh.inflect("Астана", "dative"), english.possessive("Astana")
('Астанаға', "Astana's")
"""
