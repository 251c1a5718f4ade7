import { run } from "../../cli/program";

/**
 * A history whose process gets Ctrl-C as soon as it listens to it, and again as soon as it does not: a program of its own, whose
 * arguments are the place and how often.
 */
const [place, times] = process.argv.slice(2) as [string, string];
let sent = 0;

const timer = setInterval(() => {
  const isListening = process.listenerCount("SIGINT") > 0;
  if (sent === Number(times) || isListening !== (sent === 0)) return;
  sent++;
  process.kill(process.pid, "SIGINT");
}, 5);

void run(["history", place, "--json", "-"]).then((exitCode) => {
  clearInterval(timer);
  process.exitCode = exitCode;
});
