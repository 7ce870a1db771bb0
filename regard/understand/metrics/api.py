"""Door to metrics."""

from regard.understand.metrics.queries import ScoreCard, Tile, list_metrics, measure_metric, score_card

__all__ = ["ScoreCard", "Tile", "list_metrics", "measure_metric", "score_card"]
