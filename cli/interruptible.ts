import { setMaxListeners } from "node:events";

/**
 * Does something that Ctrl-C ends early and in good order. A second one ends the process at once, as does any other signal.
 *
 * @param interrupted is called at the first one, to say so
 */
export async function interruptible<Result>(
  act: (signal: AbortSignal) => Promise<Result>,
  interrupted: () => void,
): Promise<Result> {
  const controller = new AbortController();
  // Each call that is under way listens.
  setMaxListeners(0, controller.signal);
  const interrupt = () => {
    // Node's own handling is back: it ends the process.
    process.off("SIGINT", interrupt);
    controller.abort();
    interrupted();
  };
  process.on("SIGINT", interrupt);
  try {
    return await act(controller.signal);
  } finally {
    process.off("SIGINT", interrupt);
  }
}

/** Exit code of whoever was ended by Ctrl-C: 128 and the number of the signal, as shells have it. */
export const INTERRUPTED = 130;
