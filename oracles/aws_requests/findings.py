"""What is wrong, how often, and where first."""

import json


class Findings:
    """Collects problems; the same problem of many resources is one finding."""

    def __init__(self):
        self.places = {}

    def add(self, what, place, basis, value=None):
        """
        what   the problem, in words that are the same wherever it occurs
        place  stack and address of the resource
        basis  where AWS says so
        value  what stands there; it differs from place to place, so the first one is kept
        """
        self.places.setdefault((what, basis), []).append((place, None if value is None else shown(value)))

    def join(self, others):
        for key, places in others.places.items():
            self.places.setdefault(key, []).extend(places)

    def as_list(self):
        return [
            {"what": what, "basis": basis, "places": [place for place, _ in places], "value": places[0][1]}
            for (what, basis), places in self.places.items()
        ]


def shown(value):
    """A value as text, cut to what a person reads."""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 160 else f"{text[:120]}… ({len(text)} characters)"
