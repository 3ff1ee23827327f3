"""What is missing in a plan, most serious first, in sentences that a head of department understands. No I/O."""

from __future__ import annotations

from explorer.gaps.find import findings_of, only_undocumented
from explorer.gaps.finding import Finding
from explorer.gaps.kinds import GROUPS, KINDS, Kind

__all__ = ["GROUPS", "KINDS", "Finding", "Kind", "findings_of", "only_undocumented"]
