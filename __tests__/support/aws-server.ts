import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";

/** A request, as it came. */
export interface Asked {
  /** `secretsmanager:ListSecrets`. */
  readonly operation: string;
  readonly input: Readonly<Record<string, unknown>>;
  /** Of the signature. */
  readonly region: string;
  /** Account of the credentials that it is signed with. */
  readonly account: string;
}

/** An error in the place of an answer. */
export class AwsTrouble {
  constructor(
    readonly code: string,
    readonly message = "No.",
    readonly status = 400,
  ) {}
}

/** The server closes the connection without a word. */
export const brokenOff = { isBrokenOff: true };

/**
 * As much of AWS as answers JSON, and STS: who asks is who the credentials were given to.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-signing-elements.html
 */
export class AwsServer {
  readonly asked: Asked[] = [];
  /** Account of the caller. */
  readonly caller = "111111111111";
  /** Requests that were under way at a time, at most. */
  mostAtATime = 0;
  /** Seconds for which the credentials of a role are good. */
  sessionSeconds = 3600;
  /** Of all but STS. */
  answer: (asked: Asked) => object | Promise<object> = () => ({});
  /** Of STS, before it answers as it would. */
  refuse: (asked: Asked) => AwsTrouble | undefined = () => undefined;
  private atATime = 0;

  private constructor(private readonly server: Server) {}

  static async start(): Promise<AwsServer> {
    const server = createServer();
    const aws = new AwsServer(server);
    server.on("request", (request: IncomingMessage, response) => {
      let text = "";
      request.setEncoding("utf8").on("data", (piece: string) => (text += piece));
      request.on("end", () => {
        const asked = askedIn(request, text);
        aws.asked.push(asked);
        aws.mostAtATime = Math.max(aws.mostAtATime, ++aws.atATime);
        void aws.answerTo(asked).then((answer) => {
          aws.atATime--;
          if (answer === brokenOff) return request.socket.destroy();
          const isSts = asked.operation.startsWith("sts:");
          response.writeHead(answer instanceof AwsTrouble ? answer.status : 200, {
            "content-type": isSts ? "text/xml" : "application/x-amz-json-1.1",
          });
          return response.end(isSts ? inXml(asked, answer) : inJson(answer));
        });
      });
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return aws;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Credentials of the caller. */
  readonly own = () => Promise.resolve({ accessKeyId: `AKIA${this.caller}`, secretAccessKey: "secret" });

  of(operation: string): readonly Asked[] {
    return this.asked.filter((each) => each.operation === operation);
  }

  /** As if it had just been started. */
  clear(): void {
    this.asked.length = 0;
    this.mostAtATime = 0;
    this.sessionSeconds = 3600;
    this.answer = () => ({});
    this.refuse = () => undefined;
  }

  stop(): Promise<void> {
    this.server.closeAllConnections();
    return new Promise((resolve) => {
      this.server.close(() => {
        resolve();
      });
    });
  }

  private async answerTo(asked: Asked): Promise<object> {
    const { operation, account, input } = asked;
    if (!operation.startsWith("sts:")) return this.answer(asked);
    const refused = this.refuse(asked);
    if (refused !== undefined) return refused;
    if (operation === "sts:GetCallerIdentity") {
      return { Account: account, Arn: `arn:aws:iam::${account}:user/somebody`, UserId: "AIDA" };
    }
    const [, , , , assumed] = String(input.RoleArn).split(":");
    return {
      Credentials: {
        AccessKeyId: `ASIA${assumed}`,
        SecretAccessKey: "secret",
        SessionToken: `token of ${assumed}`,
        Expiration: new Date(Date.now() + this.sessionSeconds * 1000).toISOString(),
      },
    };
  }
}

function askedIn(request: IncomingMessage, text: string): Asked {
  const { authorization = "", "x-amz-target": target } = request.headers;
  const [, key = "", region = "", service = ""] =
    /Credential=([^/]+)\/\d+\/([^/]+)\/([^/]+)\//.exec(authorization) ?? [];
  const input: Readonly<Record<string, unknown>> =
    target === undefined ? Object.fromEntries(new URLSearchParams(text)) : (JSON.parse(text) as Asked["input"]);
  const call = target === undefined ? String(input.Action) : String(target).split(".").at(-1)!;
  return { operation: `${service}:${call}`, input, region, account: key.slice(4) };
}

function inJson(answer: object): string {
  return JSON.stringify(answer instanceof AwsTrouble ? { __type: answer.code, message: answer.message } : answer);
}

function inXml({ operation }: Asked, answer: object): string {
  const call = operation.split(":")[1]!;
  if (answer instanceof AwsTrouble) {
    return `<ErrorResponse><Error>${xmlOf({ Code: answer.code, Message: answer.message })}</Error></ErrorResponse>`;
  }
  return `<${call}Response><${call}Result>${xmlOf(answer)}</${call}Result></${call}Response>`;
}

function xmlOf(members: object): string {
  return Object.entries(members)
    .map(([name, value]) => `<${name}>${typeof value === "object" ? xmlOf(value as object) : String(value)}</${name}>`)
    .join("");
}
