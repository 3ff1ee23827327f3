"""Build hook: vis-network out of the installed pyvis package, and the folders beside the package into the wheel."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

_BESIDE = ("cypher", "seed", "streamlit_app.py")


class CustomBuildHook(BuildHookInterface):  # type: ignore[type-arg]
    """Runs for the wheel and for an editable install alike, so the script is there in both."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        canvas = Path(self.root) / "explorer" / "picture" / "canvas"
        # Loaded by its path: the package itself is not importable while it is being built.
        spec = importlib.util.spec_from_file_location("vis_script", canvas / "vis_script.py")
        assert spec is not None and spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        module.copy_vis_script(canvas / "assets" / "vis-network.min.js")
        if version != "editable":  # an editable install finds them in the checkout
            build_data["force_include"] |= {name: f"explorer/_bundled/{name}" for name in _BESIDE}
