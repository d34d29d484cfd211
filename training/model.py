"""A pre-norm encoder-decoder transformer (Vaswani et al. 2017; Xiong et al. 2020), bf16, for two CPU cores.

Shapes: B sentences, S source pieces, T target pieces, D width, H heads, V vocabulary.
The first cross-attention head of the last decoder layer is supervised with word alignments
(Chen et al. 2016, "Guided alignment training"), so that CTranslate2's ``return_attention`` means something.
"""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass

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
        logits = F.linear(hidden, self.embedding.weight).float()
        log_z = torch.logsumexp(logits, dim=-1)
        gold = logits.gather(2, decoder_out.unsqueeze(2)).squeeze(2)
        real = (decoder_out != 0).float()
        plain = ((log_z - gold) * real).sum()
        uniform = ((log_z - logits.mean(dim=-1)) * real).sum()
        known = (aligned >= 0).float()
        head = weights[:, 0].float()
        attended = head.gather(2, aligned.clamp(min=0).unsqueeze(2)).squeeze(2)
        guided = -(torch.log(attended + 1e-6) * known).sum()
        return (1 - smoothing) * plain + smoothing * uniform, plain.detach(), guided
