import type { ChangedReads, HistoryChanges } from "./compare";
import type { MessageForm } from "./history";
import { counted, sumOf } from "./words";

/** What people call a message of a form. */
export const messageWords: Readonly<Record<MessageForm, string>> = {
  mail: "mail",
  digest: "digest",
  chat: "chat message",
  event: "event",
};

/** Whether it is none at all. */
export function isNothing({ reads, detections, messages }: HistoryChanges): boolean {
  return reads.length + detections.length + messages.length === 0;
}

/** All of it in a line, as in "14 mails fewer, 3 reads silent". */
export function changesInShort({ reads, messages }: HistoryChanges): string {
  const forms = Object.keys(messageWords) as readonly MessageForm[];
  const parts = [
    ...forms.flatMap((form) => {
      const some = messages.filter((each) => each.form === form);
      const more = sumOf(some.map(({ before, after }) => after - before));
      return more === 0 ? [] : [`${counted(Math.abs(more), messageWords[form])} ${more < 0 ? "fewer" : "more"}`];
    }),
    ...readsThat("silent", reads.filter(isSilenced)),
    ...readsThat("told", reads.filter(isToldNow)),
  ];
  return parts.length === 0 ? "nothing more or less is told" : parts.join(", ");
}

/** Whether people were told of them, and are not any more. */
export function isSilenced({ before, after }: ChangedReads): boolean {
  return before.isTold && !after.isTold;
}

/** Whether people were not told of them, and are from now on. */
export function isToldNow({ before, after }: ChangedReads): boolean {
  return !before.isTold && after.isTold;
}

function readsThat(become: string, reads: readonly ChangedReads[]): readonly string[] {
  const count = sumOf(reads.map((each) => each.count));
  return count === 0 ? [] : [`${counted(count, "read")} ${become}`];
}
