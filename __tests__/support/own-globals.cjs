const { createHash } = require("node:crypto");

/**
 * Tests run in a context of their own, in which each look at a global goes through an interceptor. JSONata looks at these in each step of
 * each expression: it is given them once.
 */
const globals = "const { Object, Symbol } = globalThis;";

module.exports = {
  process: (source) => ({ code: `${globals}${source}` }),
  getCacheKey: (source) => createHash("sha256").update(globals).update(source).digest("hex"),
};
