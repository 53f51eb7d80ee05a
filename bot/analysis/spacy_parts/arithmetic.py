"""Matrix products: by numpy's BLAS rather than spaCy's own.

spaCy multiplies with BLIS, which on processors that it does not know falls back to plain loops: there, numpy's
OpenBLAS takes a third of the time. Elsewhere the two are about equal. It is an option of spaCy's backend.
"""

from __future__ import annotations

from typing import Any

from thinc.api import Model, NumpyOps

_OPS = NumpyOps(use_blis=False)


def use_numpy(model: Model[Any, Any]) -> None:
    """Let a model and all its layers multiply with numpy; one that computes elsewhere (a GPU) stays as it is."""
    for node in model.walk():
        if type(node.ops) is NumpyOps:
            node.ops = _OPS
