import { memoryServer } from "../../__tests__/support/memory-table";
import { type Publication, runDefinition } from "../../__tests__/support/run-composer";
import { MANY_READS, WINDOW_MINUTES } from "../../messages/states/budgets";
import { composerDefinition } from "../../messages/reads/composer";
import { digestDefinition } from "../../messages/reads/digest";
import { exampleFacts } from "./example-facts";
import { exampleRecord, readInput, roleSession } from "./example-record";

/** What people get of reads that are more than mails at once. */
export interface DigestExample {
  readonly atOnce: readonly Publication[];
  readonly digest: readonly Publication[];
}

interface Read {
  readonly account: string;
  readonly role: string;
  readonly secret: string;
  readonly refused?: boolean;
}

const WINDOW_START = Date.parse("2026-03-01T03:00:00Z");
const SECONDS_BETWEEN_READS = 5;

/** A developer who goes on reading, one who tries what is refused, a script that reads whatever there is, and planned work. */
export function digestExample(): Promise<DigestExample> {
  const payments = "333333333333";
  return told([
    ...Array<Read>(14).fill({ account: payments, role: "developer", secret: "prod/payments/database" }),
    ...["mailer", "ledger", "search"].map((each) => ({
      account: "555555555555",
      role: "nightly-report",
      secret: `ci/${each}-key`,
      refused: true,
    })),
    ...["card-processor", "fraud-check", "exports", "invoices", "refunds", "payouts", "archive"].map((each) => ({
      account: payments,
      role: "migration",
      secret: `prod/payments/${each}`,
    })),
    ...Array<Read>(2).fill({ account: payments, role: "ledger-move", secret: "prod/payments/ledger" }),
  ]);
}

/** Somebody who empties an account. */
export function emptiedAccount(): Promise<DigestExample> {
  const reads = Array.from({ length: MANY_READS }, (_, index) => ({
    account: "333333333333",
    role: "developer",
    secret: `prod/payments/service-${index + 1}`,
  }));
  return told(reads);
}

/** Runs the composer for each read and the digest after their window, with a table that both remember in. */
async function told(reads: readonly Read[]): Promise<DigestExample> {
  const memory = await memoryServer(exampleFacts.tableName);
  try {
    const composer = composerDefinition(exampleFacts);
    const atOnce: Publication[] = [];
    for (const [index, read] of reads.entries()) {
      const now = WINDOW_START + index * SECONDS_BETWEEN_READS * 1000;
      const services = { call: memory.call, now: () => now, executionId: `execution-${index}` };
      atOnce.push(...(await runDefinition(composer, inputOf(read, index, now), services)).publications);
    }
    const after = WINDOW_START + (WINDOW_MINUTES + 2) * 60_000;
    const services = { call: memory.call, now: () => after };
    const { publications } = await runDefinition(digestDefinition(exampleFacts), {}, services);
    return { atOnce, digest: publications };
  } finally {
    await memory.stop();
  }
}

function inputOf({ account, role, secret, refused = false }: Read, index: number, now: number) {
  const identity = roleSession(role, "session");
  const record = exampleRecord(index + 1, {
    eventTime: new Date(now).toISOString().replace(".000", ""),
    recipientAccountId: account,
    userIdentity: identity,
    requestParameters: { secretId: secret },
    ...(refused && { errorCode: "AccessDenied" }),
  });
  return readInput({
    what: "",
    detection: refused ? "unexpected-secret-read-refused" : "unexpected-secret-read",
    record,
  });
}
