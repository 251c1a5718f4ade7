/** Waves of the central accounts, which are deployed before those of the configuration. */
export const centralWaves = {
  security: "0-security",
  logArchive: "1-log-archive",
  management: "2-management",
} as const;
