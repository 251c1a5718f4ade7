#!/usr/bin/env node
// The sources are TypeScript and run as they are: tsx compiles each file when it is first needed.
import "tsx";
await import("./program.ts");
