import { indented, joined, lines, painted, terminal, type TerminalText } from "../text/terminal";

/** What Terraform has to say of its work, in the form of `-json`: https://developer.hashicorp.com/terraform/internals/machine-readable-ui */
export interface Diagnostic {
  readonly severity: "error" | "warning";
  readonly summary: string;
  readonly detail: string;
  /** Resource, or part of one, that it is about. @default - the diagnostic says none */
  readonly place?: string;
}

/** What is true of every first plan, and was not asked for. */
const EXPECTED = "Check block assertion known after apply";

/** Reads what Terraform prints with `-json`, as it comes. */
export class Messages {
  readonly diagnostics: Diagnostic[] = [];
  /** What is in no such form: of a crash, of a wrapper, of another version. */
  readonly others: string[] = [];
  private rest = "";
  private readonly decoder = new TextDecoder();

  /** All that several streams had, behind further lines. */
  static of(lines: readonly string[], ...streams: readonly Messages[]): Messages {
    const all = new Messages();
    all.diagnostics.push(...streams.flatMap(({ diagnostics }) => diagnostics));
    all.others.push(...lines, ...streams.flatMap(({ others }) => others));
    return all;
  }

  /** The same with a line of our own in front. */
  behind(line: string): Messages {
    return Messages.of([line], this);
  }

  /** All but some diagnostics. */
  without(isLeftOut: (diagnostic: Diagnostic) => boolean): Messages {
    const rest = Messages.of(this.others);
    rest.diagnostics.push(...this.diagnostics.filter((each) => !isLeftOut(each)));
    return rest;
  }

  /** The diagnostics alone. */
  withoutOthers(): Messages {
    const rest = new Messages();
    rest.diagnostics.push(...this.diagnostics);
    return rest;
  }

  get isEmpty(): boolean {
    return this.diagnostics.length + this.others.length === 0;
  }

  readonly write = (chunk: Uint8Array): void => {
    const parts = `${this.rest}${this.decoder.decode(chunk, { stream: true })}`.split("\n");
    this.rest = parts.pop() ?? "";
    for (const line of parts) this.take(line);
  };

  end(): void {
    this.take(this.rest);
    this.rest = "";
  }

  private take(line: string): void {
    if (line.trim() === "") return;
    const message = parsed(line);
    if (message === undefined) this.others.push(line);
    else if (message.type === "diagnostic") this.add(Object(message.diagnostic) as Record<string, unknown>);
  }

  private add({ severity, summary, detail, address, snippet }: Record<string, unknown>): void {
    if (summary === EXPECTED) return;
    const place = textOf(address) || textOf((Object(snippet) as Record<string, unknown>).context);
    this.diagnostics.push({
      severity: severity === "warning" ? "warning" : "error",
      summary: textOf(summary),
      detail: textOf(detail),
      ...(place === "" ? {} : { place }),
    });
  }
}

/** Diagnostics as people read them, whole, each with the name of the stack in front; the same one once. */
export function diagnosticsText(stack: string, { diagnostics, others }: Messages): TerminalText {
  const blocks = diagnostics.map(({ severity, summary, detail, place }) => {
    const kind = severity === "error" ? painted("red", "Error") : painted("yellow", "Warning");
    const head = terminal`${painted("bold", stack)}: ${kind}: ${said(summary)}`;
    const body = [
      ...(place === undefined ? [] : [terminal`at ${said(place)}`]),
      ...(detail === "" ? [] : [said(detail)]),
    ];
    return joined([head, ...body.map(indented)], "\n");
  });
  const unique = [...new Map(blocks.map((block) => [block.toString(), block])).values()];
  const raw =
    others.length === 0 ? [] : [terminal`${painted("bold", stack)}: it printed:\n${indented(said(others.join("\n")))}`];
  return joined([...unique, ...raw], "\n");
}

/** Longer than any line that Terraform, a provider or AWS is known to write; longer ones hide the rest. Signs of CI's commands take more room. */
const LONGEST_LINE = 2800;

/** What Terraform or a plan says, whose lines may be of any length. */
export function said(text: string): TerminalText {
  return lines(text, LONGEST_LINE);
}

function parsed(line: string): Record<string, unknown> | undefined {
  if (!line.startsWith("{")) return undefined;
  try {
    return JSON.parse(line) as Record<string, unknown>;
  } catch {
    return undefined;
  }
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}
