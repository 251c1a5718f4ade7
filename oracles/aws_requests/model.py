"""Requests against the API models that botocore ships: required members, enums, lengths, sizes, ranges and patterns."""

import functools

import regex
from botocore.loaders import Loader

BASIS = "botocore's service-2.json"

_loader = Loader()


@functools.cache
def service(name):
    return _loader.load_service_model(name, "service-2")


@functools.cache
def _compiled(pattern):
    # Java's patterns: a dot is any character in what AWS matches as a whole, \p{...} are Unicode classes, and two halves of a
    # character stand for the character.
    return regex.compile(_HALVES.sub(_whole, pattern), regex.DOTALL | regex.V0)


_HALVES = regex.compile(r"\\u(D[89AB][0-9A-F]{2})\\u(D[C-F][0-9A-F]{2})")


def _whole(halves):
    high, low = (int(each, 16) for each in halves.groups())
    return f"\\U{0x10000 + ((high - 0xD800) << 10) + low - 0xDC00:08X}"


def utf16_length(text):
    """AWS's services count as Java does."""
    return len(text.encode("utf-16-le")) // 2


class Checker:
    """Checks requests; whoever made it is told of each problem by report(what, value)."""

    def __init__(self, report):
        self.report = report
        self.values = 0

    def request(self, name, operation, parameters):
        model = service(name)
        if operation not in model["operations"]:
            self.report(f"{name} has no operation {operation}", None)
            return
        shape = model["operations"][operation].get("input")
        if shape is not None:
            self._shape(model, shape["shape"], parameters, f"{name}:{operation}")

    def _shape(self, model, name, value, path):
        shape = model["shapes"][name]
        self.values += 1
        check = getattr(self, f"_{shape['type']}", None)
        if check is None:
            self.report(f"{path}: the judge does not know the type {shape['type']}", value)
        else:
            check(model, shape, value, path)

    def _structure(self, model, shape, value, path):
        if not isinstance(value, dict):
            self.report(f"{path} is not a structure", value)
            return
        given = {key: each for key, each in value.items() if each is not None}
        for key in shape.get("required", []):
            if key not in given:
                self.report(f"{path}.{key} is required, and missing", None)
        for key, each in given.items():
            if key in shape["members"]:
                self._shape(model, shape["members"][key]["shape"], each, f"{path}.{key}")
            else:
                self.report(f"{path}.{key} is not in the model", each)

    def _list(self, model, shape, value, path):
        if not isinstance(value, list):
            self.report(f"{path} is not a list", value)
            return
        self._range(shape, len(value), path, "entries", value)
        for each in value:
            self._shape(model, shape["member"]["shape"], each, f"{path}[]")

    def _map(self, model, shape, value, path):
        if not isinstance(value, dict):
            self.report(f"{path} is not a map", value)
            return
        self._range(shape, len(value), path, "entries", value)
        for key, each in value.items():
            self._shape(model, shape["key"]["shape"], key, f"{path}, a key")
            self._shape(model, shape["value"]["shape"], each, f"{path}, a value")

    def _string(self, model, shape, value, path):
        if not isinstance(value, str):
            self.report(f"{path} is not a string", value)
            return
        self._range(shape, utf16_length(value), path, "characters", value)
        if "enum" in shape and value not in shape["enum"]:
            self.report(f"{path} is not one of {', '.join(shape['enum'][:12])}", value)
        if "pattern" in shape and not _compiled(shape["pattern"]).fullmatch(value):
            self.report(f"{path} does not fit {shape['pattern']}", value)

    def _number(self, model, shape, value, path):
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            self.report(f"{path} is not a number", value)
            return
        self._range(shape, value, path, "", value)

    _double = _float = _number

    def _integer(self, model, shape, value, path):
        if isinstance(value, float) and not value.is_integer():
            self.report(f"{path} is not a whole number", value)
        self._number(model, shape, value, path)

    _long = _integer

    def _boolean(self, model, shape, value, path):
        if not isinstance(value, bool):
            self.report(f"{path} is not true or false", value)

    def _range(self, shape, size, path, unit, value):
        unit = f" {unit}" if unit else ""
        if "min" in shape and size < shape["min"]:
            self.report(f"{path} has less than {shape['min']}{unit}", value)
        if "max" in shape and size > shape["max"]:
            self.report(f"{path} has more than {shape['max']}{unit}", value)
