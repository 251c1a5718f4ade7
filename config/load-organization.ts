import type { z } from "zod";

import type { ConfigDocument } from "./files/config-document";
import { readConfigFiles } from "./files/config-files";
import { crossCheck } from "./checks";
import { adoptionNotes } from "./checks/adopted-secrets";
import { viewOf, type ConfigView } from "./checks/config-view";
import { checkExpectedReaders } from "./checks/expected-readers";
import { placeNotes } from "./checks/reader-places";
import { secretNotes } from "./checks/secrets";
import { silenceNotes } from "./checks/silence";
import { unreachableReaders } from "./checks/unreachable-readers";
import { withoutEffect } from "./checks/without-effect";
import type { Organization } from "../organization/organization";
import { toOrganization } from "./to-organization";
import { ConfigError, folded, type Problem } from "./files/problem";
import { includedFileSchema, type MemberEntry } from "./schema/member";
import { organizationFileSchema, type OrganizationFile } from "./schema/organization-file";
import { schemaProblems } from "./schema/problems";

interface LoadOptions {
  /** Directory that all files have to be in. @default - the git repository of the file, or else its directory */
  readonly project?: string;
  /** What some files are to have, by their paths with links followed. @default - what they have */
  readonly texts?: ReadonlyMap<string, string>;
  /** For notes on planned work that has ended, or begins later. What is made of the file is the same on any day. @default - there are none */
  readonly now?: Date;
}

/**
 * Reads organization.yaml and the files it includes, and checks them.
 *
 * @param note gets what is right, and called otherwise now
 * @throws ConfigError with every problem of every file
 */
export function loadOrganization(
  file: string,
  note: (note: Problem) => void = () => undefined,
  { project, texts, now }: LoadOptions = {},
): Organization {
  const { documents, problems: fileProblems } = readConfigFiles(file, project, texts);
  const problems: Problem[] = [...fileProblems];
  const parse = <Schema extends z.ZodType>(document: ConfigDocument, schema: Schema): z.output<Schema> | undefined => {
    if (document.syntaxProblems.length > 0) return undefined;
    const result = schema.safeParse(document.value);
    if (!result.success) problems.push(...schemaProblems(document, schema, result.error));
    return result.data;
  };

  const [root, ...included] = documents;
  let organization: OrganizationFile | undefined;
  let view: ConfigView | undefined;
  const members: MemberEntry[] = [];
  if (root !== undefined) {
    organization = parse(root, organizationFileSchema);
    members.push(...(organization?.members ?? []));
    // A file without content is that of a team without accounts yet.
    for (const document of included.filter(({ value }) => value !== undefined))
      members.push(...(parse(document, includedFileSchema)?.members ?? []));
    view = viewOf(root, included);
    problems.push(...crossCheck(view));
  }

  if (view === undefined || organization === undefined || problems.length > 0) throw new ConfigError(problems);
  const complete = toOrganization(organization, members);
  // Asks for patterns, which there are of a correct configuration only.
  problems.push(...checkExpectedReaders(view, complete));
  if (problems.length > 0) throw new ConfigError(problems);
  const notes = [
    ...documents.flatMap((document) => document.notes),
    ...secretNotes(view),
    ...adoptionNotes(view),
    ...unreachableReaders(view),
    ...placeNotes(view),
    ...withoutEffect(view, complete),
    ...silenceNotes(view, complete, now),
  ];
  for (const each of folded(notes)) note(each);
  return complete;
}
