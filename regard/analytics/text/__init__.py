"""Text: what people say, as opinions. Texts in, readings out; offline, on small models that come as packages.

reading = load_reader().read(["The app is lovely, but it crashes when I pay."])[0]
reading.opinions[1].label       # "negative"
"""

from regard.analytics.text.contracts import EMOTIONS, INTENTS, Emotion, Intent, Label, Opinion, Reader, Reading
from regard.analytics.text.glance import first_look
from regard.analytics.text.personal import Personal, find_personal, mask
from regard.analytics.text.reader import load_reader

__all__ = [
    "EMOTIONS",
    "INTENTS",
    "Emotion",
    "Intent",
    "Label",
    "Opinion",
    "Personal",
    "Reader",
    "Reading",
    "find_personal",
    "first_look",
    "load_reader",
    "mask",
]
