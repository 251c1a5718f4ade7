#!/usr/bin/env node
import { complain } from "../text/print";
import { terminal } from "../text/terminal";
import { run } from "./program";

// Whoever closes the pipe early, as head does, has seen enough.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit();
  complain(terminal`The output can't be written: ${error.message}`);
  process.exit(1);
});

void run(process.argv.slice(2)).then((exitCode) => {
  process.exitCode = exitCode;
});
