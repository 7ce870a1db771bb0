"""Door to what to fix first."""

from regard.analytics.drivers.fix_first import FixFirst, PainPoint, TooFew
from regard.decide.fix_first.queries import Quote, Voices, list_fix_first, list_voices
from regard.decide.fix_first.words import FoundInWords, PainInWords, list_pain_in_words

__all__ = [
    "FixFirst",
    "FoundInWords",
    "PainInWords",
    "PainPoint",
    "Quote",
    "TooFew",
    "Voices",
    "list_fix_first",
    "list_pain_in_words",
    "list_voices",
]
