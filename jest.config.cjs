/** @type {import("jest").Config} */
module.exports = {
  // By default one core is left free: on the two of a CI runner that is one worker, and twice the time.
  maxWorkers: "100%",
  testMatch: ["<rootDir>/__tests__/**/*.test.ts"],
  // Properties are tried on hundreds of inputs, on machines of any speed: no verdict of theirs hangs on the default of 5 s.
  testTimeout: 60_000,
  setupFiles: ["<rootDir>/__tests__/support/no-color.ts", "<rootDir>/__tests__/support/users-own.ts"],
  // As examples/library imports it, and as the package exports it.
  moduleNameMapper: {
    "^secretwatch$": "<rootDir>/index.ts",
    "^secretwatch/patterns$": "<rootDir>/patterns/index.ts",
    "^secretwatch/filter-pattern$": "<rootDir>/patterns/cloudwatch-filter-pattern/index.ts",
  },
  transform: {
    "\\.ts$": ["ts-jest", { tsconfig: "tsconfig.json" }],
    "/jsonata\\.js$": "<rootDir>/__tests__/support/own-globals.cjs",
  },
  transformIgnorePatterns: ["/node_modules/(?!jsonata/)"],
  modulePathIgnorePatterns: ["<rootDir>/cdktf.out", "<rootDir>/dist"],
};
