import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";

import { emulatorLacks, type WhatIsThere } from "./emulator-lacks";

/** One request in so many is told to come again. */
const ONE_IN = 9;

/**
 * Stands before an emulator and answers what it lacks. It throttles, too, as AWS does: some requests of services that speak JSON are
 * answered with ThrottlingException. https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html
 */
export class CompletedEmulator {
  /** Whether some requests are to come again. */
  throttles = false;
  throttled = 0;
  there: WhatIsThere = { regions: [] };
  private asked = 0;

  private constructor(
    private readonly server: Server,
    private readonly emulator: URL,
  ) {}

  static async before(url: string): Promise<CompletedEmulator> {
    const server = createServer();
    const completed = new CompletedEmulator(server, new URL(url));
    server.on("request", (incoming, response) => {
      completed.answer(incoming, response).catch(() => response.destroy());
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return completed;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async answer(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await buffer(incoming);
    const target = incoming.headers["x-amz-target"];
    if (this.throttles && target !== undefined && ++this.asked % ONE_IN === 0) {
      this.throttled++;
      say(response, 400, { __type: "ThrottlingException", message: "Rate exceeded" });
      return;
    }
    const text = body.toString("utf8");
    const action = target === undefined ? new URLSearchParams(text).get("Action") : null;
    const lacking = emulatorLacks.find(({ request: each }) => {
      if ("target" in each) return each.target === target;
      return "path" in each ? each.path === incoming.url : each.action === action;
    });
    if (lacking === undefined) this.handOn(incoming, body, response);
    else if ("action" in lacking.request) sayXml(response, action!, lacking.answer({}, this.there) ?? {});
    else {
      const answer = lacking.answer(JSON.parse(text) as Record<string, unknown>, this.there);
      if (answer === undefined) this.handOn(incoming, body, response);
      else say(response, 200, answer);
    }
  }

  private handOn({ method, headers, url: path }: IncomingMessage, body: Buffer, response: ServerResponse): void {
    const { hostname, port } = this.emulator;
    const onward = request({ hostname, port, method, path, headers }, (answer) => {
      response.writeHead(answer.statusCode!, answer.headers);
      answer.pipe(response);
    });
    onward.on("error", () => response.destroy());
    onward.end(body);
  }
}

function say(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { "content-type": "application/x-amz-json-1.1" });
  response.end(JSON.stringify(body));
}

function sayXml(response: ServerResponse, action: string, members: object): void {
  const elements = Object.entries(members).map(([name, value]) => `<${name}>${String(value)}</${name}>`);
  response.writeHead(200, { "content-type": "text/xml" });
  response.end(`<${action}Response><${action}Result>${elements.join("")}</${action}Result></${action}Response>`);
}
