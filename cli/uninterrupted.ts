/** What a terminal, a shell or CI sends to end a process. */
const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** Of `uninterrupted` that signals are waited for. */
let waiting = 0;

/**
 * Does something that has to be done as a whole: a signal that comes meanwhile ends the process when it is done.
 *
 * @param act without waiting for anything: signals are heard of only between two turns of the event loop
 */
export function uninterrupted(act: () => void): void {
  if (waiting++ === 0) for (const signal of SIGNALS) process.on(signal, end);
  try {
    act();
  } finally {
    // The turn that is on has asked for signals already; the next one hears of those that came meanwhile.
    setImmediate(() => {
      setImmediate(() => {
        if (--waiting === 0) forget();
      });
    });
  }
}

function end(signal: NodeJS.Signals): void {
  forget();
  process.kill(process.pid, signal);
}

function forget(): void {
  for (const signal of SIGNALS) process.off(signal, end);
}
