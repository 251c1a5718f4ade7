import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { gzipSync } from "node:zlib";

import {
  AthenaClient,
  CreateWorkGroupCommand,
  GetQueryExecutionCommand,
  ListQueryExecutionsCommand,
  StopQueryExecutionCommand,
} from "@aws-sdk/client-athena";
import { CreateAccessKeyCommand, CreateUserCommand, IAMClient } from "@aws-sdk/client-iam";
import { CreateBucketCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { parse, stringify } from "yaml";

import { loadOrganization } from "../../config/load-organization";
import type { Organization } from "../../organization/organization";
import { exampleFile } from "../example-files";
import { AccountClients } from "./account-clients";
import { EmulatedCommand } from "./emulated-command";
import { check } from "./report";

const root = path.resolve(__dirname, "../..");
const DAY = "2026-11-21";
const TIME = `${DAY}T08:00:00Z`;
const ACCOUNT = "333333333333";
const REGION = "eu-west-1";
const INTERRUPTED = 130;

/** More objects than S3 lists at a time. */
const FILES = 1050;
const FILES_AT_ONCE = 25;

/** Milliseconds until a query that was started has to be there. */
const PATIENCE = 30_000;

interface Archive {
  readonly url: string;
  readonly command: EmulatedCommand;
  readonly organization: Organization;
  readonly workspace: string;
  readonly s3: S3Client;
  readonly athena: AthenaClient;
}

/** Histories of what lies in a bucket, and of what Athena counts there, through the SDK as it is. */
export async function archiveIsRead(url: string): Promise<void> {
  const workspace = mkdtempSync(path.join(tmpdir(), "secretwatch-emulated-"));
  const props = { endpoint: url, region: REGION, credentials: { accessKeyId: "anybody", secretAccessKey: "none" } };
  try {
    const file = path.join(workspace, "organization.yaml");
    const content = parse(readFileSync(path.join(root, exampleFile), "utf8")) as Record<string, object>;
    writeFileSync(file, stringify({ ...content, archive: { ...content.archive, athena: {} } }));
    const archive: Archive = {
      url,
      command: new EmulatedCommand(AccountClients.anybody(url), file),
      organization: loadOrganization(file),
      workspace,
      s3: new S3Client(props),
      athena: new AthenaClient(props),
    };
    await bucketIsRead(archive);
    await athenaAnswers(archive);
    await queriesAreStopped(archive);
    await whoMayNotIsToldSo(archive, new IAMClient(props));
  } finally {
    rmSync(workspace, { recursive: true });
  }
}

async function bucketIsRead({ command, organization, workspace, s3 }: Archive): Promise<void> {
  console.log(`\n== history of a bucket, ${FILES} files of a day in it`);
  const Bucket = organization.names.trail.bucketName;
  await s3.send(new CreateBucketCommand({ Bucket, CreateBucketConfiguration: { LocationConstraint: REGION } }));
  const local = path.join(workspace, "events");
  mkdirSync(local);
  const prefix = `AWSLogs/${organization.organizationId}/${ACCOUNT}/CloudTrail/${REGION}/${DAY.replaceAll("-", "/")}`;
  const files = recordsOfFiles();
  for (let first = 0; first < FILES; first += FILES_AT_ONCE) {
    await Promise.all(
      files.slice(first, first + FILES_AT_ONCE).map(([name, Body]) => {
        writeFileSync(path.join(local, name), Body);
        return s3.send(new PutObjectCommand({ Bucket, Key: `${prefix}/${name}`, Body }));
      }),
    );
  }
  const here = await command.run(["history", local, "--json", "-"]);
  const there = await command.run(["history", `s3://${Bucket}/AWSLogs/`, "--from", DAY, "--to", DAY, "--json", "-"]);
  check("it ends well", there.status === 0, there.stderr);
  const [ofHere, ofThere] = [here, there].map(({ stdout }) => historyIn(stdout)) as [Told, Told];
  check(`all ${FILES} are read, a page more than S3 lists at once`, ofThere.seen.events === FILES, ofThere.seen);
  check("seen, read and told is what it is of the same files here", same(ofHere, ofThere), [ofHere, ofThere]);
}

/** One read each, by names of files. */
function recordsOfFiles(): readonly (readonly [string, Buffer])[] {
  const example = readFileSync(path.join(root, "examples/events/intrusion.json"), "utf8");
  const { Records: records } = JSON.parse(example) as { readonly Records: readonly { readonly eventName: string }[] };
  const read = records.find(({ eventName }) => eventName === "GetSecretValue");
  return Array.from({ length: FILES }, (_, index) => {
    const event = { ...read, eventID: `read-${index}`, eventTime: TIME };
    return [`${String(index).padStart(5, "0")}.json.gz`, gzipSync(JSON.stringify({ Records: [event] }))];
  });
}

interface Told {
  readonly seen: { readonly events: number };
  readonly reads: unknown;
  readonly told: unknown;
}

/** Without the detections' events, which name the files. */
function historyIn(json: string): Told {
  const { seen, reads, told } = JSON.parse(json) as Told;
  return { seen, reads, told };
}

function same(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

const asking = ["history", "--athena", "--yes", "--from", DAY, "--to", DAY, "--json", "-"];

async function athenaAnswers({ url, command, organization, athena }: Archive): Promise<void> {
  console.log("\n== history of what Athena counts, which waits in the queue and runs first");
  const Name = organization.names.search.workgroupName;
  const OutputLocation = `s3://${organization.names.trail.bucketName}/results/`;
  const Configuration = { ResultConfiguration: { OutputLocation } };
  await athena.send(new CreateWorkGroupCommand({ Name, Configuration }));
  const millis = String(Date.parse(TIME));
  const seen = ["seen", millis, "", "7", "7", millis, millis, "read-0", ""];
  // The names of the columns are its first row.
  const rows = [seen.map(() => "column"), seen].map((row) => ({ Data: row.map((VarCharValue) => ({ VarCharValue })) }));
  await post(url, "static/athena/query-results", { region: REGION, results: [{ rows, column_info: [] }] });
  await becomes(url, { progression: "manual", times: 2 });
  const { status, stdout, stderr } = await command.run(asking);
  check("it ends well", status === 0, stderr);
  check("what Athena counted is the history", historyIn(stdout).seen.events === 7, stdout.slice(0, 500));
}

async function queriesAreStopped({ url, command, athena, organization }: Archive): Promise<void> {
  console.log("\n== a query that does not end");
  const WorkGroup = organization.names.search.workgroupName;
  const listed = async () => {
    const { QueryExecutionIds: ids = [] } = await athena.send(new ListQueryExecutionsCommand({ WorkGroup }));
    return ids;
  };
  const newQuery = async (before: readonly string[]) => {
    const end = Date.now() + PATIENCE;
    while (Date.now() < end) {
      const found = (await listed()).find((id) => !before.includes(id));
      if (found !== undefined) return found;
      await sleep(200);
    }
    throw new Error("No query was started.");
  };
  await becomes(url, { progression: "manual", times: 1_000_000 });

  let before = await listed();
  const stoppedByOthers = command.start(asking);
  await athena.send(new StopQueryExecutionCommand({ QueryExecutionId: await newQuery(before) }));
  const { status, stderr } = await stoppedByOthers.ended;
  check("where somebody stops it, that is said", status === 2 && stderr.includes("told by somebody"), stderr);

  before = await listed();
  const interrupted = command.start(asking);
  const QueryExecutionId = await newQuery(before);
  interrupted.child.kill("SIGINT");
  const ran = await interrupted.ended;
  const { QueryExecution: query } = await athena.send(new GetQueryExecutionCommand({ QueryExecutionId }));
  check("Ctrl-C ends the command as interrupted", ran.status === INTERRUPTED, ran);
  check("Ctrl-C stops the query", query?.Status?.State === "CANCELLED", query?.Status);
}

/** Of a bucket: where Athena is denied, the emulator answers in XML, which Athena does not speak. */
async function whoMayNotIsToldSo({ url, command, organization }: Archive, iam: IAMClient): Promise<void> {
  console.log("\n== somebody who may do nothing");
  await iam.send(new CreateUserCommand({ UserName: "nobody" }));
  const { AccessKey: key } = await iam.send(new CreateAccessKeyCommand({ UserName: "nobody" }));
  const nobody = { AWS_ACCESS_KEY_ID: key!.AccessKeyId!, AWS_SECRET_ACCESS_KEY: key!.SecretAccessKey! };
  // From now on it asks who may.
  await post(url, "reset-auth", 0);
  const bucket = organization.names.trail.bucketName;
  const asked = ["history", `s3://${bucket}/AWSLogs/`, "--from", DAY, "--to", DAY];
  const { status, stderr } = await command.run(asked, nobody);
  check("the command fails", status === 1, status);
  const says = `it may not be read. It takes s3:ListBucket on the bucket ${bucket}`;
  check("it says which right is missing", stderr.includes(says) && !/\n\s+at /.test(stderr), stderr);
}

/** How queries go from one state to the next. */
function becomes(url: string, transition: object): Promise<void> {
  return post(url, "state-manager/set-transition", { model_name: "athena::execution", transition });
}

/** https://docs.getmoto.org/en/latest/docs/configuration/index.html */
async function post(url: string, what: string, body: unknown): Promise<void> {
  const response = await fetch(`${url}/moto-api/${what}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${what}: ${response.status} ${await response.text()}`);
}
