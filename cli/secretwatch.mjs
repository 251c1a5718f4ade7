#!/usr/bin/env node
// The command in a clone: tsx compiles each file when it is first needed. The package has them compiled (npm run build).
import "tsx";

await import("./bin.ts");
