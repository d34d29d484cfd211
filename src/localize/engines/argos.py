"""Stock Argos Translate as an engine (extra ``localize[argos]``): the same packages, run by the program they are for.

It is slower, gives no alignment and knows no slots, so terms and figures are placed in its plain translation.
Importing it makes its settings folders in the user's home. Its sentence splitter is left out, because it is
downloaded at the first call, and because what comes here is one sentence already.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from localize.engines import Hypothesis
from localize.errors import EngineError
from localize.packages import Package, find

LENGTH_PENALTY = 0.2


class OneSentence:
    """What Argos Translate asks of a sentence splitter, for texts that need none."""

    def split_sentences(self, text: str) -> list[str]:
        return [text]


@dataclass(frozen=True)
class ArgosEngine:
    """A package opened by Argos Translate; ``translation`` is its ``PackageTranslation``."""

    source_package: Package
    translation: Any
    slots: bool = False

    @property
    def package(self) -> str:
        return self.source_package.name

    @property
    def package_hash(self) -> str:
        return self.source_package.hash

    def translate(
        self, texts: Sequence[str], n_best: int = 1, progress: Callable[[int], None] | None = None
    ) -> list[list[Hypothesis]]:
        done = []
        for text in texts:
            done.append(self._hypotheses(text, n_best) if text.strip() else [Hypothesis(text, 0.0)])
            if progress:
                progress(1)
        return done

    def _hypotheses(self, text: str, n_best: int) -> list[Hypothesis]:
        try:
            found = self.translation.hypotheses(text, n_best)
        except Exception as error:  # whatever a program of others may raise
            raise EngineError(
                f"Argos Translate broke down on {text[:60]!r} ({type(error).__name__}: {error})",
                "leave --engine out: localize runs the same package itself",
            ) from error
        return [Hypothesis(h.value.strip(), self._mean(h.value, float(h.score))) for h in found]

    def _mean(self, target: str, score: float) -> float:
        """Its score is the sum of log-probabilities over length ** 0.2; ours is their mean."""
        pieces = len(self.translation.pkg.tokenizer.encode(target)) + 1
        return float(score / pieces ** (1 - LENGTH_PENALTY))


def load(source: str, target: str, package: str | None = None) -> ArgosEngine:
    """The engine for a language pair; the package is found as for every engine, it need not be installed in Argos."""
    found = find(source, target, package)
    try:
        from argostranslate.package import Package as ArgosPackage
        from argostranslate.translate import Language, PackageTranslation
    except ImportError as error:
        raise EngineError(
            f"Argos Translate is not installed ({error.name} is missing)", "pip install 'localize[argos]'"
        ) from error
    try:
        translation = PackageTranslation(Language(source, source), Language(target, target), ArgosPackage(found.path))
    except (OSError, ValueError, NotImplementedError) as error:
        raise EngineError(
            f"{found.name}: Argos Translate cannot open it ({error})", "unset ARGOS_CHUNK_TYPE, or leave --engine out"
        ) from error
    translation.sentencizer = OneSentence()
    return ArgosEngine(found, translation)
