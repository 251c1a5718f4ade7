"""A synthesized stack, with references filled in as AWS would answer them."""

import json
import pathlib

import regex

from .block import Block
from .references import computed

# What Terraform itself reads of a resource.
META = ("//", "depends_on", "lifecycle", "provider", "region")

_REFERENCE = regex.compile(r"(aws_\w+)\.([\w-]+)\.(.+)")
_REPLACE = regex.compile(r'replace\((.+), "([^"]*)", "([^"]*)"\)')
# ${...} with braces and strings inside, or one of the escapes that stand for the characters themselves.
_TEMPLATE = regex.compile(r'\$\$\{|%%\{|%\{|\$\{((?:[^{}"]|"(?:[^"\\]|\\.)*"|\{(?1)\})*)\}')


class Resource(Block):
    """A resource with its references filled in, and where it is made."""

    def __init__(self, stack, kind, name, raw, values):
        super().__init__({key: value for key, value in values.items() if key not in META})
        self.stack, self.kind, self.name = stack, kind, name
        provider = stack.providers[raw.get("provider", "aws").partition(".")[2]]
        self.account = provider["allowed_account_ids"][0]
        self.region = raw.get("region", provider["region"])
        self.partition = stack.partition
        defaults = {}
        for each in provider.get("default_tags", []):
            defaults |= each.get("tags", {})
        self._defaults = defaults

    @property
    def place(self):
        return f"{self.stack.name}/{self.kind}.{self.name}"

    def tags(self):
        """The provider joins default tags with a resource's own."""
        return self._defaults | self.get("tags", {})

    def tag_list(self, key="Key", value="Value"):
        return [{key: each, value: text} for each, text in self.tags().items()]


class Stack:
    """A cdk.tf.json."""

    def __init__(self, path):
        file = pathlib.Path(path)
        self.name = file.parent.name
        self.json = json.loads(file.read_text())
        self.providers = {each.get("alias", ""): each for each in self.json["provider"]["aws"]}
        home = self.providers[""]["region"]
        self.partition = "aws-us-gov" if home.startswith("us-gov-") else "aws-cn" if home.startswith("cn-") else "aws"
        self.unresolved = []
        self.raw = self.json.get("resource", {})
        self.resources = [self._resource(kind, name) for kind, named in self.raw.items() for name in named]
        self.data_types = sorted(self.json.get("data", {}))

    def _resource(self, kind, name):
        raw = self.raw[kind][name]
        place = f"{self.name}/{kind}.{name}"
        return Resource(self, kind, name, raw, self._filled({k: v for k, v in raw.items() if k not in META}, place))

    def _filled(self, value, place):
        if isinstance(value, dict):
            return {key: self._filled(each, place) for key, each in value.items()}
        if isinstance(value, list):
            return [self._filled(each, place) for each in value]
        if not isinstance(value, str):
            return value

        def fill(match):
            if match[0] in ("$${", "%%{"):
                return match[0][1:]
            if match[0] == "%{":
                self.unresolved.append((match[0], place))
                return match[0]
            return self._answer(match[1].strip(), place)

        return _TEMPLATE.sub(fill, value)

    def _answer(self, expression, place):
        if match := _REPLACE.fullmatch(expression):
            return self._answer(match[1], place).replace(match[2], match[3])
        if expression.startswith("jsonencode({"):
            # The made-up value of a decoy: a random password in an object of a few words.
            return json.dumps({"engine": "postgres", "host": "db-primary.internal", "password": "x" * 32})
        if match := _REFERENCE.fullmatch(expression):
            kind, name, attribute = match.groups()
            raw = self.raw.get(kind, {}).get(name)
            if raw is not None:
                answer = self._attribute(kind, name, raw, attribute, place)
                if answer is not None:
                    return answer
        self.unresolved.append((expression, place))
        return "unresolved"

    def _attribute(self, kind, name, raw, attribute, place):
        value = raw
        for key in attribute.replace("[0]", "").split("."):
            value = value[0] if isinstance(value, list) and value else value
            value = value.get(key) if isinstance(value, dict) else None
        if value is None:
            own = {key: each for key, each in raw.items() if key not in META}
            resource = Resource(self, kind, name, raw, self._filled(own, place))
            return computed(resource, attribute)
        return self._filled(value, place)
