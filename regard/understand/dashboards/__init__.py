"""Dashboards: metrics, journeys and what to fix first, side by side as people arrange them."""
