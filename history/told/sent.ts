import type { NotifiedSeverity } from "../../detections/detection";
import type { MessageForm } from "../history";

/** What messages are about: reads of one secret by one reader, or what one caller did of what a detection is about. */
export interface Subject {
  /** Id of what people are told of. */
  readonly detection: string;
  readonly severity: NotifiedSeverity;
  readonly accountId: string;
  readonly reader: string;
  /** @default - it is no read of one */
  readonly secret?: string;
}

/** A message to a topic, or several that are alike. */
export interface Sent {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly topicArn: string;
  readonly form: MessageForm;
  /** Whether it is a digest, also one into a chat. */
  readonly isDigest: boolean;
  readonly severity: NotifiedSeverity;
  /** Addresses of the owners whom it is for. @default - whoever subscribed to the topic */
  readonly owners?: readonly string[];
  readonly count: number;
  readonly about: readonly Subject[];
}

/** Who takes notice of what would have been told. */
export interface Audience {
  /** @param count - events that people are told of, at once or later */
  readonly happened: (subject: Subject, count: number) => void;
  readonly sent: (message: Sent) => void;
}
