"""Kazakh nouns and terms: set a case, number and possessive, read them back, recognise them in text.

A term declines in its last word only. What is decided where: how a word sounds at its end, `phonology`;
which suffix follows, `suffix`; what the stem undergoes, `stem`; how acronyms, numerals and Latin words
are said, `reading`; all four together, `inflection`; the way back, `analysis`; term checks, `acceptance`.

>>> [inflect("Энергетика министрлігі", case) for case in ("genitive", "dative", "accusative")]
['Энергетика министрлігінің', 'Энергетика министрлігіне', 'Энергетика министрлігін']
>>> inflect("АҚШ", "genitive"), inflect("Брюссель", "dative"), inflect("Алматы", "attributive")
('АҚШ-тың', 'Брюссельге', 'Алматыдағы')
>>> analyse("Қазақстанның")[0].lemma, ending("-ке"), accepts("АҚШ", "АҚШ-тағы")
('Қазақстан', 'dative', True)
"""

from localize.inflect.kazakh.acceptance import accepts
from localize.inflect.kazakh.analysis import Analysis, analyse, ending, features
from localize.inflect.kazakh.inflection import Paradigm, forms, inflect
from localize.inflect.kazakh.stem import is_izafet
from localize.inflect.kazakh.suffix import CASES, Case, Features

__all__ = [
    "CASES",
    "Analysis",
    "Case",
    "Features",
    "Paradigm",
    "accepts",
    "analyse",
    "ending",
    "features",
    "forms",
    "inflect",
    "is_izafet",
]
