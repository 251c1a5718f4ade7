import { loadOrganization } from "../config/load-organization";

/** @throws ConfigError with every problem */
export function check(file: string): void {
  const { members } = loadOrganization(file);
  const secrets = members.reduce((count, member) => count + member.secrets.length, 0);
  console.log(`${file} is correct: ${members.length} members, ${secrets} secrets.`);
}
