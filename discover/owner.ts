import { email } from "../config/schema/values";
import { yamlComment } from "../text/yaml-comment";
import type { LineItem } from "../learn/edits/item";
import { type Answers, unanswered } from "./answers";

/** What people call the tag, without what stands between words. */
const USUAL_TAGS = ["owneremail", "owner", "contactemail", "contact", "teamemail", "technicalcontact", "email", "mail"];

/** The address of an account's owner, and where it is from. */
export function ownerOf(
  tags: Readonly<Record<string, string>>,
  answers: Pick<Answers, "emails" | "owner" | "ownerTags">,
): LineItem {
  const named = ownerTagsOf(tags, answers.ownerTags);
  for (const [key, value] of named) {
    // Tags take none of the characters that stand between addresses elsewhere.
    const address = value.split(/[\s/:]+/).find((part) => email.safeParse(part).success);
    if (address !== undefined) return { value: address, comment: yamlComment`tag ${key}` };
  }
  const address = answers.owner ?? answers.emails[0] ?? unanswered.email;
  const [first] = named;
  if (first !== undefined)
    return { value: address, comment: yamlComment`tag ${first[0]}: ${first[1]}, which is no address` };
  return { value: address, comment: yamlComment`no tag names one` };
}

function ownerTagsOf(tags: Readonly<Record<string, string>>, keys: readonly string[] | undefined) {
  if (keys !== undefined)
    return keys.filter((key) => Object.hasOwn(tags, key)).map((key) => [key, tags[key]!] as const);
  const plain = (key: string) => key.toLowerCase().replace(/[^a-z]/g, "");
  return USUAL_TAGS.flatMap((usual) => Object.entries(tags).filter(([key]) => plain(key) === usual)).filter(
    ([, value]) => value !== "",
  );
}
