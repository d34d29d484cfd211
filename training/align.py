"""Statistical word alignment over pieces (IBM model 1 with a diagonal prior; Dyer et al. 2013, fast_align)."""

from __future__ import annotations

import numpy as np
from numba import njit  # type: ignore[import-untyped]
from numpy.typing import NDArray


@njit(cache=True)  # type: ignore[untyped-decorator]
def _expect(src, src_at, tgt, tgt_at, pull, table, counts, best, collect):  # type: ignore[no-untyped-def]
    posterior = np.zeros(600, dtype=np.float32)
    for k in range(len(src_at) - 1):
        a, b, c, d = src_at[k], src_at[k + 1], tgt_at[k], tgt_at[k + 1]
        width, height = b - a, d - c
        for j in range(height):
            y = tgt[c + j]
            total = np.float32(1e-6)  # the empty word
            peak, peak_at = np.float32(0.0), -1
            for i in range(width):
                gap = abs(i / width - j / height)
                p = table[src[a + i], y] * np.exp(-pull[k] * gap)
                posterior[i] = p
                total += p
                if p > peak:
                    peak, peak_at = p, i
            if collect:
                for i in range(width):
                    counts[src[a + i], y] += posterior[i] / total
            best[c + j] = peak_at if peak > 0.3 * total else -1


def align(
    src: NDArray[np.int16], src_at: NDArray[np.int64], tgt: NDArray[np.int16], tgt_at: NDArray[np.int64],
    pull: NDArray[np.float32], vocabulary: int, rounds: int = 4,
) -> tuple[NDArray[np.int16], NDArray[np.float32]]:  # fmt: skip
    """The source position of every target piece (-1: none), and expected counts (vocabulary, vocabulary)."""
    table = np.full((vocabulary, vocabulary), 1.0 / vocabulary, dtype=np.float32)
    best = np.full(len(tgt), -1, dtype=np.int16)
    counts = np.zeros((vocabulary, vocabulary), dtype=np.float32)
    for number in range(rounds):
        counts[:] = 0
        _expect(src, src_at, tgt, tgt_at, pull, table, counts, best, True)
        if number < rounds - 1:
            np.divide(counts, counts.sum(axis=1, keepdims=True) + 0.01, out=table)
        print("alignment round", number + 1, "aligned", float((best >= 0).mean()), flush=True)
    return best, counts


def lexical_embeddings(counts: NDArray[np.float32], width: int, seed: int) -> NDArray[np.float32]:
    """(vocabulary, width) vectors in which a piece lies near its translations: the leading positive
    eigenvectors of the symmetric positive PMI of alignment counts, row-normalised, with a little noise."""
    from scipy.sparse import csr_matrix
    from scipy.sparse.linalg import eigsh

    rng = np.random.default_rng(seed)
    vocabulary = counts.shape[0]
    kept = np.where(counts > 1.0, counts, 0)
    symmetric = csr_matrix(kept + kept.T)
    total, marginal = symmetric.sum(), np.asarray(symmetric.sum(axis=1)).ravel() + 1.0
    rows, cols = symmetric.nonzero()
    pmi = np.log(np.asarray(symmetric[rows, cols]).ravel() * total / (marginal[rows] * marginal[cols]))
    matrix = csr_matrix((np.maximum(pmi, 0), (rows, cols)), shape=symmetric.shape)
    values, vectors = eigsh(matrix.astype(np.float32), k=width, which="LA", tol=1e-2)
    shaped = vectors * np.sqrt(np.maximum(values, 0))
    norm = np.linalg.norm(shaped, axis=1, keepdims=True)
    noise = rng.normal(0, width**-0.5, (vocabulary, width))
    return np.where(norm > 1e-4, 0.9 * shaped / (norm + 1e-9) + 0.4 * noise, noise).astype(np.float32)
