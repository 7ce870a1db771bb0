"""Models written in ONNX's own format, as bytes: what is needed of it, so that weights read elsewhere can be run.

Field numbers are those of onnx.proto3; the wire format is that of Protocol Buffers.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

IR, OPSET, MICROSOFT = 9, 20, "com.microsoft"
ELEMENTS = {"float32": 1, "uint8": 2, "int8": 3, "int64": 7}
FLOAT, INT, INTS = 1, 2, 7


@dataclass
class Graph:
    """Nodes as they are added, and the arrays they hold."""

    nodes: list[bytes] = field(default_factory=list)
    held: list[bytes] = field(default_factory=list)

    def add(
        self, operator: str, takes: Sequence[str], gives: str, *, domain: str = "", **attributes: float | list[int]
    ) -> str:
        """One node with one output, whose name is returned."""
        parts = [_text(1, name) for name in takes] + [_text(2, gives), _text(4, operator)]
        parts += [_part(5, _attribute(name, value)) for name, value in attributes.items()]
        self.nodes.append(b"".join(parts) + (_text(7, domain) if domain else b""))
        return gives

    def hold(self, name: str, array: NDArray[np.generic]) -> str:
        """A constant array."""
        dims = b"".join(_number(1, size) for size in array.shape)
        kind = _number(2, ELEMENTS[str(array.dtype)])
        self.held.append(dims + kind + _text(8, name) + _part(9, np.ascontiguousarray(array).tobytes()))
        return name

    def model(self, *, takes: Mapping[str, Sequence[str | int]], gives: Mapping[str, Sequence[str | int]]) -> bytes:
        """The whole model; every input and output holds 32-bit floats."""
        graph = (
            b"".join(_part(1, node) for node in self.nodes)
            + _text(2, "regard")
            + b"".join(_part(5, one) for one in self.held)
        )
        graph += b"".join(_part(11, _value(name, shape)) for name, shape in takes.items())
        graph += b"".join(_part(12, _value(name, shape)) for name, shape in gives.items())
        opsets = _part(8, _text(1, "") + _number(2, OPSET)) + _part(8, _text(1, MICROSOFT) + _number(2, 1))
        return _number(1, IR) + _part(7, graph) + opsets


def _value(name: str, shape: Sequence[str | int]) -> bytes:
    dims = b"".join(_part(1, _text(2, size) if isinstance(size, str) else _number(1, size)) for size in shape)
    return _text(1, name) + _part(2, _part(1, _number(1, ELEMENTS["float32"]) + _part(2, dims)))


def _attribute(name: str, value: float | list[int]) -> bytes:
    if isinstance(value, list):
        return _text(1, name) + b"".join(_number(8, one) for one in value) + _number(20, INTS)
    if isinstance(value, int):
        return _text(1, name) + _number(3, value) + _number(20, INT)
    return _text(1, name) + _varint(2 << 3 | 5) + np.float32(value).tobytes() + _number(20, FLOAT)


def _number(at: int, value: int) -> bytes:
    return _varint(at << 3) + _varint(value & (2**64 - 1))


def _text(at: int, value: str) -> bytes:
    return _part(at, value.encode())


def _part(at: int, value: bytes) -> bytes:
    return _varint(at << 3 | 2) + _varint(len(value)) + value


def _varint(value: int) -> bytes:
    found = bytearray()
    while value > 0x7F:
        found.append(value & 0x7F | 0x80)
        value >>= 7
    found.append(value)
    return bytes(found)
