/** What stands in place of a value. */
export const MASK = "(not shown)";

/** Names of what holds a secret: of keys in JSON, of variables, of parameters. Where names are told, they stay. */
const SECRET_NAME =
  /pass(word|wd|phrase|code)?$|pwd$|secret|token|credential|private_?key|api_?key|access_?key|signing_?key|encryption_?key|auth|cookie|session|signature|connection_?string|webhook|dsn$|salt$|key_?material|_wo$/i;
/** Keys of an object whose values say what a setting is called, and what it is. */
const NAME_KEYS = new Set(["name", "key", "variable", "parameterkey", "parametername", "field"]);
const VALUE_KEYS = new Set(["value", "values", "valuefrom", "parametervalue", "stringvalue", "content"]);
/** Settings of programs: any of them may be a secret, whatever it is called. */
const SETTINGS = new Set([
  ...["env", "environment", "environment_variables", "environmentvariables", "variables", "headers", "header"],
  ...["headerparameters", "querystringparameters", "bodyparameters", "parameters", "user_data", "userdata", "secrets"],
]);

const KEY_BLOCK = /-----BEGIN [A-Z ]{1,40}-----[^-]*(-----END [A-Z ]{1,40}-----)?/g;
const URL = /\b[a-z][a-z0-9+.-]{0,20}:\/\/[^\s"'`<>\\^{}|]+/gi;
/** Hosts whose paths are names. Anywhere else a path may be a secret, as in addresses of webhooks. */
const PUBLIC_HOST =
  /^(sqs\.[\w-]+\.amazonaws\.com(\.cn)?|[\w-]+\.queue\.amazonaws\.com|docs\.aws\.amazon\.com|([\w-]+\.)?console\.aws\.amazon\.com)$/i;
/** `password=…`, `--token "…"`, `Client-Secret: …`; a secret's ARN has `:secret:`, too. */
const ASSIGNMENT =
  /((?:\bpass|password|passwd|passphrase|pwd|[_-]secret|token|credentials?|api[_-]?key|access[_-]?key|private[_-]?key)["']?\s{0,3}[:=]\s{0,3}["']?|\bsecret\s{0,3}=\s{0,3}["']?|--(?:password|token|secret)\s{1,3}["']?)([^\s"'&,;]+)/gi;
const AUTHORIZATION = /\b(bearer|basic)\s{1,3}[\w.~+/=-]{16,}/gi;
/** What issuers of secrets make recognizable. */
const KNOWN_TOKENS =
  /(?<![\w-])((AKIA|ASIA)[A-Z0-9]{16}|gh[opsur]_\w{20,}|github_pat_\w{20,}|glpat-[\w-]{20,}|xox[abeoprs]-[\w-]{10,}|sk_(live|test)_\w{10,}|eyJ[\w-]{8,}\.[\w-]{8,}(\.[\w-]*)?)/g;
/** Long enough to hold something, in the alphabets of Base64 and in the escapes of URLs. */
const ENCODED = /[A-Za-z0-9+/_-]{16,}={0,2}/g;
const ESCAPED = /(?:%[0-9a-f]{2}|[\w.~-]){3,}/gi;

const secretNames = new Map<string, boolean>();

/** Whether what is called so holds a secret. */
export function isSecretName(name: string): boolean {
  const known = secretNames.get(name);
  if (known !== undefined) return known;
  const secret = SECRET_NAME.test(name);
  if (secretNames.size < 10_000) secretNames.set(name, secret);
  return secret;
}

/** Accounts have the same actions, keys and names: most texts come again. */
const masked = new Map<string, string>();
const MOST_KEPT = 50_000;
const LONGEST_KEPT = 200;

/** A text without the secrets that can be recognized in it: in JSON, in addresses, behind names, encoded. */
export function maskedText(text: string): string {
  const known = masked.get(text);
  if (known !== undefined) return known;
  const result = maskedAnew(text);
  if (text.length <= LONGEST_KEPT && masked.size < MOST_KEPT) masked.set(text, result);
  return result;
}

function maskedAnew(text: string): string {
  const json = parsed(text);
  if (json === undefined) return maskedWords(text);
  const same = JSON.stringify(maskedValue(json));
  return same === JSON.stringify(json) ? text : same;
}

/** A value without them, at any depth. */
export function maskedValue(value: unknown): unknown {
  if (typeof value === "string") return maskedText(value);
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(maskedValue);
  const entries = Object.entries(value);
  const isPair = entries.some(([key]) => NAME_KEYS.has(key.toLowerCase()));
  return Object.fromEntries(
    entries.map(([key, each]) => {
      const name = key.toLowerCase();
      const hidden = isSecretName(key) || (isPair && VALUE_KEYS.has(name));
      return [maskedWords(key), hidden || SETTINGS.has(name) ? hiddenIn(each) : maskedValue(each)];
    }),
  );
}

/** Names stay, values go. */
function hiddenIn(value: unknown): unknown {
  // A metric counts 1 for each event, under a name.
  if (value === null || typeof value === "boolean" || value === "0" || value === "1") return value;
  if (typeof value !== "object") return MASK;
  if (Array.isArray(value)) return value.map(hiddenIn);
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [
      maskedWords(key),
      NAME_KEYS.has(key.toLowerCase()) && typeof each === "string" ? maskedWords(each) : hiddenIn(each),
    ]),
  );
}

/** What a text says that is JSON: an object, a list, or JSON in a text. */
export function parsed(text: string): unknown {
  if (!/^\s*[[{"]/.test(text)) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function maskedWords(text: string): string {
  if (text.length < 6) return text;
  return maskedParts(text)
    .replace(KEY_BLOCK, MASK)
    .replace(URL, maskedUrl)
    .replace(AUTHORIZATION, (_, scheme: string) => `${scheme} ${MASK}`)
    .replace(ASSIGNMENT, (_, name: string) => `${name}${MASK}`)
    .replace(KNOWN_TOKENS, MASK)
    .replace(ESCAPED, (word) => (word.includes("%") && isMasked(unescaped(word)) ? MASK : word))
    .replace(ENCODED, (word) => (isText(word) ? MASK : word));
}

/** JSON in the middle of a text, and texts in quotation marks that have some, as keys in addresses do. */
function maskedParts(text: string): string {
  const quoted = text.includes("\\") ? maskedLiterals(text) : text;
  const start = quoted.search(/[[{]/);
  const end = Math.max(quoted.lastIndexOf("]"), quoted.lastIndexOf("}"));
  if (start < 0 || end <= start) return quoted;
  const inside = quoted.slice(start, end + 1);
  const json = parsed(inside);
  return typeof json === "object" ? `${quoted.slice(0, start)}${maskedText(inside)}${quoted.slice(end + 1)}` : quoted;
}

/** By hand, once over the text: an expression for texts in quotation marks tries each of them again. */
function maskedLiterals(text: string): string {
  const parts: string[] = [];
  let [from, at] = [0, 0];
  while ((at = text.indexOf('"', at)) >= 0) {
    let end = at + 1;
    while (end < text.length && text[end] !== '"') end += text[end] === "\\" ? 2 : 1;
    if (end >= text.length) break;
    parts.push(text.slice(from, at), maskedLiteral(text.slice(at, end + 1)));
    from = at = end + 1;
  }
  return `${parts.join("")}${text.slice(from)}`;
}

function maskedLiteral(literal: string): string {
  const content = parsed(literal);
  if (typeof content !== "string") return literal;
  const shown = maskedText(content);
  return shown === content ? literal : JSON.stringify(shown);
}

function maskedUrl(url: string): string {
  const [, scheme = "", authority = "", path = ""] = /^([a-z][a-z0-9+.-]*:\/\/)([^/?#]*)(.*)$/is.exec(url) ?? [];
  const host = authority.slice(authority.lastIndexOf("@") + 1);
  const isPublic = PUBLIC_HOST.test(host) || scheme.toLowerCase() === "s3://";
  const kept = isPublic ? path.replace(/[?#].*$/s, "") : /^\/?$/.test(path) ? path : "";
  return `${scheme}${host}${kept}${kept === path ? "" : `${kept === "" ? "/" : ""}…`}`;
}

function isMasked(text: string | undefined): boolean {
  return text !== undefined && maskedText(text) !== text;
}

function unescaped(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

/** Whether Base64 holds a text. Names that happen to be Base64 decode to bytes that no text has. */
function isText(word: string): boolean {
  const bytes = Buffer.from(word, "base64");
  if (bytes.some((byte) => (byte < 0x20 && byte !== 9 && byte !== 10 && byte !== 13) || byte === 0x7f)) return false;
  return !new TextDecoder().decode(bytes).includes("\ufffd");
}
