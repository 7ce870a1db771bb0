"""How a model is run: on one core, so that a worker takes what it was given and no more."""

from __future__ import annotations

from pathlib import Path
from typing import Any


def open_session(model: Path | bytes) -> Any:
    """An onnxruntime session over a file or over bytes."""
    import onnxruntime  # noqa: PLC0415  half a second, spared to whoever reads no text

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(
        model if isinstance(model, bytes) else str(model), sess_options=options, providers=["CPUExecutionProvider"]
    )
