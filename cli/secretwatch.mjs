#!/usr/bin/env node
// The sources are TypeScript and run as they are: tsx compiles each file when it is first needed.
import "tsx";

// Whoever closes the pipe early, as head does, has seen enough.
process.stdout.on("error", (error) => {
  if (error.code === "EPIPE") process.exit();
  console.error(`The output can't be written: ${error.message}`);
  process.exit(1);
});

// To Node the sources are CommonJS.
const {
  default: { run },
} = await import("./program.ts");
process.exitCode = await run(process.argv.slice(2));
