"""A pre-norm encoder-decoder transformer (Vaswani et al. 2017; Xiong et al. 2020), bf16, for two CPU cores.

Shapes: B sentences, S source pieces, T target pieces, D width, H heads, V vocabulary.
The first cross-attention head of the last decoder layer is supervised with word alignments
(Chen et al. 2016, "Guided alignment training"), so that CTranslate2's ``return_attention`` means something.
"""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass
from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor, nn


@dataclass(frozen=True, slots=True)
class ModelConfig:
    vocabulary: int = 10_000
    width: int = 256
    encoder_layers: int = 6
    decoder_layers: int = 2
    heads: int = 4
    feed_forward: int = 1024
    dropout: float = 0.0
    max_positions: int = 512

    def to_dict(self) -> dict[str, int | float]:
        return asdict(self)


def sinusoids(positions: int, width: int) -> Tensor:
    """(positions, width) fixed encodings, sines in the first half and cosines in the second."""
    rate = torch.exp(-math.log(10_000.0) * torch.arange(width // 2) / (width // 2 - 1))
    angle = torch.arange(positions)[:, None] * rate[None, :]
    return torch.cat([angle.sin(), angle.cos()], dim=1)


class Attention(nn.Module):
    """Multi-head attention; queries, keys and values of self-attention come from one product."""

    def __init__(self, width: int, heads: int, cross: bool = False) -> None:
        super().__init__()
        self.heads, self.cross = heads, cross
        if cross:
            self.query = nn.Linear(width, width)
            self.memory = nn.Linear(width, 2 * width)
        else:
            self.qkv = nn.Linear(width, 3 * width)
        self.out = nn.Linear(width, width)

    def split(self, x: Tensor) -> Tensor:
        return x.view(x.shape[0], x.shape[1], self.heads, -1).transpose(1, 2)

    def forward(self, x: Tensor, bias: Tensor, memory: Tensor | None = None) -> tuple[Tensor, Tensor]:
        """x (B, T, D), bias broadcastable to (B, H, T, S) → output (B, T, D), weights (B, H, T, S)."""
        if memory is None:
            q, k, v = self.qkv(x).chunk(3, dim=-1)
        else:
            q = self.query(x)
            k, v = self.memory(memory).chunk(2, dim=-1)
        q, k, v = self.split(q), self.split(k), self.split(v)
        scores = torch.matmul(q, k.transpose(2, 3)) * (q.shape[-1] ** -0.5) + bias
        weights = torch.softmax(scores.float(), dim=-1).to(x.dtype)
        mixed = torch.matmul(weights, v).transpose(1, 2).reshape(x.shape)
        return self.out(mixed), weights


class FeedForward(nn.Module):
    def __init__(self, width: int, inner: int) -> None:
        super().__init__()
        self.up = nn.Linear(width, inner)
        self.down = nn.Linear(inner, width)

    def forward(self, x: Tensor) -> Tensor:
        return self.down(F.relu(self.up(x)))


class EncoderLayer(nn.Module):
    def __init__(self, c: ModelConfig) -> None:
        super().__init__()
        self.norm1, self.norm2 = nn.LayerNorm(c.width), nn.LayerNorm(c.width)
        self.attention = Attention(c.width, c.heads)
        self.ffn = FeedForward(c.width, c.feed_forward)
        self.dropout = nn.Dropout(c.dropout)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        x = x + self.dropout(self.attention(self.norm1(x), bias)[0])
        return x + self.dropout(self.ffn(self.norm2(x)))


class DecoderLayer(nn.Module):
    def __init__(self, c: ModelConfig) -> None:
        super().__init__()
        self.norm1, self.norm2, self.norm3 = (nn.LayerNorm(c.width) for _ in range(3))
        self.attention = Attention(c.width, c.heads)
        self.cross = Attention(c.width, c.heads, cross=True)
        self.ffn = FeedForward(c.width, c.feed_forward)
        self.dropout = nn.Dropout(c.dropout)

    def forward(self, x: Tensor, causal: Tensor, memory: Tensor, bias: Tensor) -> tuple[Tensor, Tensor]:
        x = x + self.dropout(self.attention(self.norm1(x), causal)[0])
        crossed, weights = self.cross(self.norm2(x), bias, memory)
        x = x + self.dropout(crossed)
        return x + self.dropout(self.ffn(self.norm3(x))), weights


class SmoothedLoss(torch.autograd.Function):
    """Output product and label-smoothed cross-entropy in one: hidden (N, D), table (V, D), gold (N) → sums.

    The gradient is made in the forward pass, some rows at a time, so that the (N, V) scores never leave the cache:
    with p the softmax and s the smoothing it is ``p - (1 - s) * onehot - s / V``, its last term a constant vector.
    """

    ROWS = 1024

    @staticmethod
    def forward(  # type: ignore[override]
        ctx: Any, hidden: Tensor, table: Tensor, gold: Tensor, smoothing: float
    ) -> tuple[Tensor, Tensor]:
        mean = table.float().mean(0)
        by_hidden = torch.empty_like(hidden)
        by_table = torch.zeros(table.shape, dtype=torch.float32)
        plain, uniform = torch.zeros(()), torch.zeros(())
        for start in range(0, len(gold), SmoothedLoss.ROWS):
            h, g = hidden[start : start + SmoothedLoss.ROWS], gold[start : start + SmoothedLoss.ROWS, None]
            scores = F.linear(h, table)
            top = scores.gather(1, g).float()
            p = torch.softmax(scores, dim=-1)
            nll = -torch.log(p.gather(1, g).float().clamp(min=1e-30))
            plain += nll.sum()
            uniform += (nll + top - (h.float() @ mean)[:, None]).sum()
            p.scatter_add_(1, g, torch.full_like(g, smoothing - 1, dtype=p.dtype))
            by_hidden[start : start + SmoothedLoss.ROWS] = torch.mm(p, table).float().sub_(smoothing * mean)
            by_table += torch.mm(p.t(), h)
        by_table -= (smoothing / len(table)) * hidden.float().sum(0)
        ctx.save_for_backward(by_hidden, by_table)
        total = (1 - smoothing) * plain + smoothing * uniform
        ctx.mark_non_differentiable(plain)
        return total, plain

    @staticmethod
    def backward(ctx: Any, by_total: Tensor, _: Tensor) -> tuple[Tensor, Tensor, None, None]:
        by_hidden, by_table = ctx.saved_tensors
        return by_hidden * by_total.to(by_hidden.dtype), (by_table * by_total).to(by_hidden.dtype), None, None


class Transformer(nn.Module):
    """Source pieces (B, S) and target pieces (B, T) → loss terms; one embedding table for everything."""

    positions: Tensor

    def __init__(self, config: ModelConfig) -> None:
        super().__init__()
        self.config = config
        self.embedding = nn.Embedding(config.vocabulary, config.width)
        self.register_buffer("positions", sinusoids(config.max_positions, config.width), persistent=False)
        self.encoder = nn.ModuleList(EncoderLayer(config) for _ in range(config.encoder_layers))
        self.encoder_norm = nn.LayerNorm(config.width)
        self.decoder = nn.ModuleList(DecoderLayer(config) for _ in range(config.decoder_layers))
        self.decoder_norm = nn.LayerNorm(config.width)
        self.dropout = nn.Dropout(config.dropout)
        for name, weight in self.named_parameters():
            if weight.dim() == 2:
                nn.init.xavier_uniform_(weight)
            elif name.endswith("bias"):
                nn.init.zeros_(weight)
        nn.init.normal_(self.embedding.weight, std=config.width**-0.5)

    def embed(self, ids: Tensor) -> Tensor:
        scale = math.sqrt(self.config.width)
        return self.dropout(self.embedding(ids) * scale + self.positions[: ids.shape[1]])

    def encode(self, source: Tensor, bias: Tensor) -> Tensor:
        x = self.embed(source)
        for layer in self.encoder:
            x = layer(x, bias)
        return self.encoder_norm(x)

    def decode(self, target: Tensor, memory: Tensor, bias: Tensor) -> tuple[Tensor, Tensor]:
        x = self.embed(target)
        steps = target.shape[1]
        causal = torch.full((steps, steps), -1e4, dtype=x.dtype).triu(1)
        weights = x
        for layer in self.decoder:
            x, weights = layer(x, causal, memory, bias)
        return self.decoder_norm(x), weights

    def forward(
        self, source: Tensor, decoder_in: Tensor, decoder_out: Tensor, aligned: Tensor, smoothing: float = 0.1
    ) -> tuple[Tensor, Tensor, Tensor]:
        """Sum of smoothed cross-entropies, sum of plain ones, sum of guided-alignment ones (all fp32).

        ``aligned`` (B, T) holds the source position a target piece translates, -1 where unknown;
        id 0 is padding on both sides.
        """
        bias = torch.where(source == 0, -1e4, 0.0).to(self.embedding.weight.dtype)[:, None, None, :]
        hidden, weights = self.decode(decoder_in, self.encode(source, bias), bias)
        real = decoder_out != 0
        total, plain = SmoothedLoss.apply(hidden[real], self.embedding.weight, decoder_out[real], smoothing)
        known = (aligned >= 0).float()
        head = weights[:, 0].float()
        attended = head.gather(2, aligned.clamp(min=0).unsqueeze(2)).squeeze(2)
        guided = -(torch.log(attended + 1e-6) * known).sum()
        return total, plain, guided
