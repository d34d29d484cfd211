"""Is a package whole, and does it translate? Findings are values; the caller decides what to do about them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from localize.errors import LocalizeError, PackageError
from localize.packages import Package
from localize.packages.layout import digest, missing, parts, vocabulary
from localize.packages.metadata import read_metadata

Trial = Callable[[Package, Sequence[str]], Sequence[str]]

SENTENCES = {
    "ru": "Правительство рассмотрело проект бюджета на следующий год.",
    "kk": "Үкімет келесі жылғы бюджет жобасын қарады.",
    "en": "The government has reviewed the draft budget for next year.",
}
SLOTTED = {
    "ru": "Министр ⟦1⟧ сообщил, что на строительство выделено ⟦2⟧ тенге.",
    "kk": "Министр ⟦1⟧ құрылысқа ⟦2⟧ теңге бөлінгенін айтты.",
    "en": "Minister ⟦1⟧ said that ⟦2⟧ tenge had been allocated for construction.",
}
SHARE_KNOWN = 0.5
GET_ANOTHER = "this package cannot be used; get it again"


@dataclass(frozen=True, slots=True)
class Finding:
    """The outcome of one check: what was seen, and whether that is a problem."""

    check: str
    seen: str
    good: bool = True
    hint: str = GET_ANOTHER


def verify(folder: Path, trial: Trial | None = None) -> list[Finding]:
    """Metadata, layout, hashes, vocabulary and, with ``trial``, a sentence; what needs a failed check is left out."""
    try:
        metadata = read_metadata(folder)
    except PackageError as error:
        return [Finding("metadata", str(error).removeprefix(f"{folder}: "), False)]
    found = [Finding("metadata", f"{metadata['from_code']}→{metadata['to_code']} {metadata['package_version']}")]
    names = parts(folder)
    if lacking := missing(set(names)):
        return [*found, Finding("layout", "; ".join(lacking), False)]
    found += [Finding("layout", f"{len(names)} files"), _hashes(folder, metadata), _vocabulary(folder, metadata)]
    if trial and all(finding.good for finding in found):
        found += _trials(Package(folder, "given", metadata), trial)
    return found


def require_sound(folder: Path, trial: Trial | None = None, named: Path | None = None) -> dict[str, Any]:
    """The metadata of a folder that passes every check; ``PackageError`` says what does not, of the package as the
    user ``named`` it. A slot that is lost in the trial makes a package worse, not unsound."""
    if bad := [finding for finding in verify(folder, trial) if not finding.good and finding.check != "slots"]:
        raise PackageError(f"{named or folder}: {bad[0].check}: {bad[0].seen}", bad[0].hint)
    return read_metadata(folder)


def _hashes(folder: Path, metadata: dict[str, Any]) -> Finding:
    """Every part is what the package says it is; packages made elsewhere say nothing."""
    told = metadata.get("files")
    if told is None:
        return Finding("hashes", "the package names none: a change would not be noticed")
    real = {name: digest(path) for name, path in parts(folder).items()}
    wrong = sorted(name for name in told.keys() | real.keys() if told.get(name) != real.get(name))
    if wrong:
        return Finding("hashes", f"changed, lost or added since it was packed: {', '.join(wrong[:5])}", False)
    return Finding("hashes", f"{len(real)} match")


def _vocabulary(folder: Path, metadata: dict[str, Any]) -> Finding:
    """The model knows the prefixes, and most pieces of the tokenizer: else the two do not belong together."""
    try:
        source, target = vocabulary(folder, "source"), vocabulary(folder, "target")
    except (OSError, ValueError, TypeError, RecursionError) as error:
        return Finding("vocabulary", f"cannot be read ({error})", False)
    prefix = metadata.get("target_prefix", "")
    unknown = [token for token in metadata.get("source_prefix", []) if token not in source]
    unknown += [prefix] if prefix and prefix not in target else []
    if unknown:
        return Finding("vocabulary", f"the model does not know the prefix {', '.join(unknown)}", False)
    size = f"{len(source)} tokens" if source == target else f"{len(source)} and {len(target)} tokens"
    found = [
        Finding("vocabulary", size),
        *_tokenizer(folder, ("source.spm", "sentencepiece.model"), source),
        *_tokenizer(folder, ("target.spm",), target),
    ]
    bad = next((finding for finding in found if not finding.good), None)
    return bad or Finding("vocabulary", ", ".join(finding.seen for finding in found))


def _tokenizer(folder: Path, names: Sequence[str], tokens: frozenset[str]) -> Iterator[Finding]:
    """How much of the SentencePiece model of one side the model knows; nothing where the side has none of its own."""
    path = next((folder / name for name in names if (folder / name).is_file()), None)
    if path is None:
        return
    pieces = _pieces(path)
    if pieces is None:
        yield Finding("vocabulary", f"{path.name} is no SentencePiece model, or a damaged one", False)
        return
    known = sum(piece in tokens for piece in pieces) / max(1, len(pieces))
    seen = f"{known:.0%} of the pieces of {path.name}"
    whole = known >= SHARE_KNOWN
    yield Finding("vocabulary", seen if whole else f"the model knows {seen}: they do not belong together", whole)


def _pieces(path: Path) -> list[str] | None:
    """What a SentencePiece model can produce; None when it cannot be read."""
    import sentencepiece

    try:
        model = sentencepiece.SentencePieceProcessor(model_file=str(path))
    except (OSError, RuntimeError):
        return None
    plain = (n for n in range(len(model)) if not (model.is_control(n) or model.is_byte(n) or model.is_unknown(n)))
    return [str(model.id_to_piece(n)) for n in plain]


def _trials(package: Package, trial: Trial) -> list[Finding]:
    """One sentence is translated; a package that says it carries slots is given two of them."""
    plain = SENTENCES.get(package.source, "2026")
    slotted = SLOTTED.get(package.source, "⟦1⟧, ⟦2⟧") if package.slots else ""
    try:
        target, *rest = trial(package, [plain, slotted] if slotted else [plain])
    except LocalizeError as error:
        told = str(error).removeprefix(f"{package.path}: ")
        missing_extra = error.hint.startswith("pip ")  # no fault of the package's
        return [Finding("trial", told, False, error.hint if missing_extra else GET_ANOTHER)]
    found = [Finding("trial", f"{plain} → {target or 'nothing'}", bool(target.strip()))]
    if slotted:
        kept = all(rest[0].count(slot) == 1 for slot in ("⟦1⟧", "⟦2⟧"))
        found.append(Finding("slots", f"{slotted} → {rest[0]}", kept))
    return found
