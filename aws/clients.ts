import type { Service } from "./operations";
import { patience, type PatienceProps } from "./patience";
import { type Client, LoadedService } from "./services";

/** As the SDK takes them. Never shown, never written. */
export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
  readonly expiration?: Date;
}

/** Who asks, and where. */
export interface Asking {
  /** Account of the credentials: a client is never used for another. */
  readonly account: string;
  readonly region: string;
  /** Asked again before they end. */
  readonly credentials: () => Promise<Credentials>;
}

/** A client is small; one for each of ten thousands of accounts and regions is more than they are worth. */
const CLIENTS_KEPT = 500;

/** Milliseconds. */
const TIMEOUTS = { connectionTimeout: 10_000, requestTimeout: 60_000, throwOnRequestTimeout: true };

/** Clients of the SDK, one for each service, account and region, over the same connections. */
export class Clients {
  private readonly loaded = new Map<Service, Promise<LoadedService>>();
  /** The one that was used last comes last. */
  private readonly clients = new Map<string, Client>();
  private requestHandler: object = TIMEOUTS;

  constructor(private readonly retries: PatienceProps) {}

  /**
   * @param call as in "ListSecrets"
   * @returns the answer, one page of it
   * @throws what the SDK throws
   */
  async ask(service: Service, call: string, input: object, asking: Asking): Promise<object> {
    const { signal } = this.retries;
    signal?.throwIfAborted();
    const loaded = await this.load(service);
    const options = signal === undefined ? {} : { abortSignal: signal };
    const answer = await this.clientOf(service, loaded, asking).send(loaded.commandOf(call, input), options);
    // What the SDK adds, of the request.
    return Object.fromEntries(Object.entries(answer).filter(([member]) => member !== "$metadata"));
  }

  private load(service: Service): Promise<LoadedService> {
    const known = this.loaded.get(service) ?? LoadedService.of(service);
    this.loaded.set(service, known);
    return known;
  }

  private clientOf(service: Service, loaded: LoadedService, { account, region, credentials }: Asking): Client {
    const key = `${service} ${account} ${region}`;
    const client = this.clients.get(key) ?? loaded.clientOf(this.settings(region, credentials));
    this.clients.delete(key);
    this.clients.set(key, client);
    this.requestHandler = client.config.requestHandler;
    const [oldest] = this.clients.keys();
    if (this.clients.size > CLIENTS_KEPT) this.clients.delete(oldest!);
    return client;
  }

  private settings(region: string, credentials: () => Promise<Credentials>): object {
    return { region, credentials, retryStrategy: patience(this.retries), requestHandler: this.requestHandler };
  }
}
