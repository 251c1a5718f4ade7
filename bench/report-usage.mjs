// Loaded into each measured program: tells at its end how much memory it held at most, in MB.
import { writeFileSync } from "node:fs";

process.on("exit", () => {
  writeFileSync(process.env.USAGE_FILE, String(process.resourceUsage().maxRSS / 1024));
});
