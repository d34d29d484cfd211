"""Train: sample by group, bucket by length, Muon on the matrices and AdamW on the rest, checkpoints on disk.

The same command resumes. Weights are bf16 with fp32 masters in the optimisers; the learning rate warms up,
stays, and falls to zero over a stage's last `cooldown` minutes, or the last `cooldown_steps` of its `steps`
(WSD schedule; Hu et al. 2024, MiniCPM).
"""

from __future__ import annotations

import json
import math
import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor

from training.model import ModelConfig, Transformer

EOS = 3


class Examples:
    """The encoded corpus; batches of (source, decoder in, decoder out, aligned) as int64 tensors."""

    def __init__(self, path: Path, stage: dict[str, Any], groups: list[str], seed: int) -> None:
        self.data = dict(np.load(path))
        self.rng = np.random.default_rng(seed)
        self.slot_share = stage.get("slot_share", 0.3)
        self.tokens = stage["batch_tokens"]
        self.drop = stage.get("word_drop", 0.0)
        number = self.data["groups"]
        self.plain = {g: np.flatnonzero(number == i) for i, g in enumerate(groups)}
        self.slotted = {g: np.flatnonzero(number == i + 100) for i, g in enumerate(groups)}
        wanted = {g: w for g, w in stage["weights"].items() if len(self.plain[g])}
        self.names = list(wanted)
        self.weights = np.array([wanted[g] for g in self.names], dtype=np.float64)
        # Weights are shares of target pieces, draws are of sentences: divide by the group's mean length.
        lengths = np.diff(self.data["target_at"])
        self.weights /= [lengths[self.plain[g]].mean() for g in self.names]
        self.weights /= self.weights.sum()

    def chunk(self, size: int = 40_000) -> np.ndarray:
        drawn = []
        for name, count in zip(self.names, self.rng.multinomial(size, self.weights), strict=True):
            slots = int(count * self.slot_share) if len(self.slotted[name]) else 0
            drawn.append(self.rng.choice(self.plain[name], count - slots, replace=count > len(self.plain[name])))
            if slots:
                drawn.append(self.rng.choice(self.slotted[name], slots))
        return np.concatenate(drawn)

    def batches(self) -> Iterator[tuple[Tensor, Tensor, Tensor, Tensor]]:
        while True:
            picked = self.chunk()
            s = self.data["source_at"][picked + 1] - self.data["source_at"][picked]
            t = self.data["target_at"][picked + 1] - self.data["target_at"][picked]
            order = np.lexsort((s, t, np.maximum(s, t) // 3))
            groups, start = [], 0
            for stop in range(1, len(order) + 1):
                rows = order[start : stop + 1]
                if stop == len(order) or len(rows) * (max(t[rows].max(), s[rows].max()) + 1) > self.tokens:
                    groups.append(picked[order[start:stop]])
                    start = stop
            for index in self.rng.permutation(len(groups)):
                yield self.tensors(groups[index])

    def tensors(self, rows: np.ndarray) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        d = self.data
        spans = [(d["source_at"][r], d["source_at"][r + 1], d["target_at"][r], d["target_at"][r + 1]) for r in rows]
        width = max(b - a for a, b, _, _ in spans) + 1
        height = max(b - a for _, _, a, b in spans) + 1
        source = np.zeros((len(rows), width), dtype=np.int64)
        into, out = (np.zeros((len(rows), height), dtype=np.int64) for _ in range(2))
        aligned = np.full((len(rows), height), -1, dtype=np.int64)
        for k, (a, b, c, e) in enumerate(spans):
            source[k, : b - a], source[k, b - a] = d["source"][a:b], EOS
            into[k, 0], into[k, 1 : e - c + 1] = d["tags"][rows[k]], d["target"][c:e]
            out[k, : e - c], out[k, e - c] = d["target"][c:e], EOS
            aligned[k, : e - c], aligned[k, e - c] = d["aligned"][c:e], b - a
        if self.drop:  # word dropout (Sennrich et al. 2016): cheap regularisation on little data
            source[(self.rng.random(source.shape) < self.drop) & (source > 20)] = 1
            into[(self.rng.random(into.shape) < self.drop) & (into > 20)] = 1
        return tuple(torch.from_numpy(x) for x in (source, into, out, aligned))  # type: ignore[return-value]


class Optimiser:
    """Muon (Jordan 2024) on hidden matrices and AdamW on embeddings, norms and biases, over fp32 masters."""

    def __init__(self, model: Transformer) -> None:
        self.live = [p for p in model.parameters() if p.requires_grad]
        names = [n for n, p in model.named_parameters() if p.requires_grad]
        self.masters = [torch.nn.Parameter(p.detach().float().clone()) for p in self.live]
        matrix = [m for n, m in zip(names, self.masters, strict=True) if m.dim() == 2 and "embedding" not in n]
        rest = [m for n, m in zip(names, self.masters, strict=True) if m.dim() != 2 or "embedding" in n]
        self.parts: list[torch.optim.Optimizer] = [
            torch.optim.Muon(matrix, lr=1e-3, momentum=0.95, weight_decay=0.01, adjust_lr_fn="match_rms_adamw"),
            torch.optim.AdamW(rest, lr=1e-3, betas=(0.9, 0.98), weight_decay=0.0, fused=True),
        ]

    def step(self, rate: float) -> float:
        for master, live in zip(self.masters, self.live, strict=True):
            master.grad, live.grad = (None if live.grad is None else live.grad.float()), None
        norm = float(torch.nn.utils.clip_grad_norm_(self.masters, 1.0))
        for part in self.parts:
            for group in part.param_groups:
                group["lr"] = rate
            part.step()
        with torch.no_grad():
            for master, live in zip(self.masters, self.live, strict=True):
                live.copy_(master)
        return norm

    def state(self) -> dict[str, Any]:
        return {"masters": self.masters, "parts": [p.state_dict() for p in self.parts]}

    def load(self, state: dict[str, Any]) -> None:
        with torch.no_grad():
            for master, live, saved in zip(self.masters, self.live, state["masters"], strict=True):
                master.copy_(saved)
                live.copy_(saved)
        for part, saved in zip(self.parts, state["parts"], strict=True):
            part.load_state_dict(saved)


def save(path: Path, payload: dict[str, Any]) -> None:
    temporary = path.with_suffix(".tmp")
    torch.save(payload, temporary)
    os.replace(temporary, path)


def build(recipe: dict[str, Any], work: Path) -> Transformer:
    sizes = {k: v for k, v in recipe["model"].items() if k in ModelConfig.__dataclass_fields__}
    model = Transformer(ModelConfig(**sizes))
    if (first := work / "embedding.npy").exists():
        model.embedding.weight.data.copy_(torch.from_numpy(np.load(first)))
    return model.to(torch.bfloat16)


def fall(stage: dict[str, Any], step: int, seconds: float) -> float:
    """The share of the rate at a moment of a stage: 1 until the cooldown begins, then down to 0 where the stage ends.

    >>> stage = {"minutes": 9, "steps": 100, "cooldown_steps": 50}
    >>> [fall(stage, step, 0.0) for step in (0, 50, 75, 100)]
    [1.0, 1.0, 0.5, 0.0]
    """
    shares = [1.0]
    if cooldown := stage.get("cooldown", 0) * 60:
        shares.append((stage["minutes"] * 60 - seconds) / cooldown)
    if last := stage.get("cooldown_steps", 0):
        shares.append((stage["steps"] - step) / last)
    return min(shares)


def train(recipe: dict[str, Any], stage_name: str) -> None:
    """Run one stage for its minutes (counted over all its runs); ends with ``<stage>.pt``."""
    torch.set_num_threads(recipe.get("threads", 2))
    stage, work = recipe["stages"][stage_name], Path(recipe["work"]).expanduser()
    torch.manual_seed(recipe["seed"])
    model = build(recipe, work)
    optimiser = Optimiser(model)
    state_path = work / f"{stage_name}.pt"
    state: dict[str, Any] = {"step": 0, "seconds": 0.0, "pieces": 0}
    if state_path.exists():
        state = torch.load(state_path, weights_only=False)
        optimiser.load(state["optimiser"])
    elif "start" in stage:
        optimiser.load(torch.load(work / f"{stage['start']}.pt", weights_only=False)["optimiser"])
    examples = Examples(work / "examples.npz", stage, list(recipe["groups"]), recipe["seed"] + state["step"])
    forward: Any = torch.compile(model, dynamic=True) if recipe.get("compile", True) else model
    limit, saved = stage["minutes"] * 60, time.time()
    log, clock, shown = (work / f"{stage_name}.jsonl").open("a"), time.time(), state["step"]
    sums = np.zeros(4)
    for source, into, out, aligned in examples.batches():
        stop_file = (work / "stop").exists()
        if state["seconds"] >= limit or stop_file or state["step"] >= stage.get("steps", math.inf):
            break
        total, plain, guided = forward(source, into, out, aligned, stage.get("smoothing", 0.1))
        pieces = int((out != 0).sum())
        ((total + stage.get("guided", 0.1) * guided) / pieces).backward()
        rate = stage["rate"] * min(1.0, (state["step"] + 1) / stage.get("warmup", 1))
        norm = optimiser.step(rate * fall(stage, state["step"], state["seconds"]))
        now = time.time()
        state["seconds"], state["step"], clock = state["seconds"] + now - clock, state["step"] + 1, now
        state["pieces"] += pieces
        sums += (float(plain), float(guided.detach()), pieces, norm)
        if state["step"] - shown >= 50:
            line: dict[str, float] = {"step": state["step"], "minutes": round(state["seconds"] / 60, 1), "nll": float(sums[0] / sums[2]),
                    "ppl": math.exp(min(20, sums[0] / sums[2])), "guided": float(sums[1] / sums[2]), "norm": float(sums[3] / 50),
                    "pieces": state["pieces"], "pieces/s": state["pieces"] / state["seconds"]}  # fmt: skip
            print(json.dumps(line), file=log, flush=True)
            print({k: round(v, 3) for k, v in line.items()}, flush=True)
            shown, sums = state["step"], np.zeros(4)
        if now - saved > 300:
            save(state_path, state | {"optimiser": optimiser.state()})
            saved, clock = time.time(), time.time()
    log.close()
    save(state_path, state | {"optimiser": optimiser.state()})
