/** @type {import("jest").Config} */
module.exports = {
  // By default one core is left free: on the two of a CI runner that is one worker, and twice the time.
  maxWorkers: "100%",
  testMatch: ["<rootDir>/__tests__/**/*.test.ts"],
  setupFiles: ["<rootDir>/__tests__/support/no-color.ts"],
  transform: { "\\.ts$": ["ts-jest", { tsconfig: "tsconfig.json" }] },
  modulePathIgnorePatterns: ["<rootDir>/cdktf.out"],
};
