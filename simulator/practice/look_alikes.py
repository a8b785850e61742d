"""Sub-kinds that are easily taken for each other. Taking turns among them trains seeing which one it is."""

LOOK_ALIKES: tuple[frozenset[str], ...] = tuple(
    frozenset(group.split())
    for group in (
        "metric_drop metric_conflict ambiguous_readout",
        "metric_definition experiment_design",
        "estimation capacity_cost",
        "launch_plan ai_launch_gate migration",
        "trade_off resource_cut technical_debt enterprise_exception",
        "stakeholder_conflict negotiation execution_crisis",
        "market_entry international segment_move",
        "go_to_market cold_start marketplace",
        "build_buy_partner acquisition",
        "competitive_response turnaround",
        "sunset portfolio multi_year_roadmap",
        "platform_open_closed b2b_platform",
        "ai_feature ai_launch_gate ai_moat",
        "trust_safety regulation",
        "design_for_group accessibility emerging_market",
        "improve_product growth_surface constrained_redesign",
        "zero_to_one favourite_product",
        "monetisation_pricing growth_surface",
    )
)
"""The author's judgement, not a measurement."""


def look_alike(first: str, second: str) -> bool:
    """Tell whether two different sub-kinds are easily taken for each other."""
    return first != second and any(first in group and second in group for group in LOOK_ALIKES)
