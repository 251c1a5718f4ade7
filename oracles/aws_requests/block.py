"""A block of a resource that remembers which of its arguments were read."""


class Block:
    """
    Arguments of a resource or of a block in it. What no request takes is found afterwards by unread(): an argument that
    the judge passes by in silence is one that AWS may refuse.
    """

    def __init__(self, values, path=""):
        self.values, self.path = values, path
        self._read, self._inner = set(), {}

    def __contains__(self, key):
        return self.values.get(key) is not None

    def __bool__(self):
        return bool(self.values)

    def get(self, key, default=None):
        """The argument, or the default where there is none; None is what the model check takes for missing."""
        self._read.add(key)
        value = self.values.get(key)
        return default if value is None else value

    def blocks(self, key):
        """The blocks of that name; Terraform's JSON has one block as an object or as a list of one."""
        if key not in self._inner:
            value = self.get(key, [])
            entries = value if isinstance(value, list) else [value]
            self._inner[key] = [Block(each, f"{self.path}{key}.") for each in entries]
        return self._inner[key]

    def block(self, key):
        """The only block of that name, or an empty one."""
        found = self.blocks(key)
        return found[0] if found else Block({}, f"{self.path}{key}.")

    def leave_out(self, *keys):
        """Arguments that are the provider's or Terraform's own business: no request has them."""
        self._read.update(keys)

    def unread(self):
        mine = [f"{self.path}{key}" for key, value in self.values.items() if key not in self._read and value is not None]
        return mine + [each for blocks in self._inner.values() for block in blocks for each in block.unread()]
