"""The plan that an empty store opens with: Kreis Soest, Zukunftskonzept 2020."""

from __future__ import annotations

from explorer.exchange.formats.csv_folder import read_csv_folder
from explorer.model import Plan
from explorer.resources import bundled
from explorer.store import GraphStore, plan_codes, save_plan

SEED = "kreis-soest-2020"


def seed_plan() -> Plan:
    """The shipped plan, checked; raises ``BadPlan`` if its files were damaged."""
    return read_csv_folder(bundled("seed") / SEED)


def ensure_a_plan(store: GraphStore) -> bool:
    """Load the shipped plan into a store that has none; whether it did."""
    if plan_codes(store):
        return False
    save_plan(store, seed_plan(), who="zielnetz", what="seed")
    return True
