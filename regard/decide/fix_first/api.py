"""Door to what to fix first."""

from regard.analytics.drivers.fix_first import FixFirst, PainPoint, TooFew
from regard.decide.fix_first.queries import Quote, Voices, list_fix_first, list_voices

__all__ = ["FixFirst", "PainPoint", "Quote", "TooFew", "Voices", "list_fix_first", "list_voices"]
