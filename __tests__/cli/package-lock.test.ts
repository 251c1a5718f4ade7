import { isSameCode, lockOf, type Lock } from "../../cli/package-lock";

describe("the code that made a base is another", () => {
  const lock = (changes: Lock["packages"] = {}): Lock => ({
    packages: {
      "node_modules/secretwatch": { version: "0.1.0", integrity: "sha512-a" },
      "node_modules/cdktf": { version: "0.21.0", integrity: "sha512-b" },
      "node_modules/@cdktf/provider-aws": { version: "21.22.1" },
      "node_modules/zod": { version: "4.0.0" },
      ...changes,
    },
  });

  test.each<[string, boolean, Lock]>([
    ["where nothing differs", true, lock()],
    [
      "where a package differs of which nothing is made",
      true,
      lock({ "node_modules/typescript": { version: "5.0.0" } }),
    ],
    ["where npm has no digest", true, lock({ "node_modules/secretwatch": { version: "0.1.0" } })],
    ["by its version", false, lock({ "node_modules/secretwatch": { version: "0.2.0", integrity: "sha512-a" } })],
    ["by its digest", false, lock({ "node_modules/secretwatch": { version: "0.1.0", integrity: "sha512-c" } })],
    ["by the bindings", false, lock({ "node_modules/@cdktf/provider-aws": { version: "21.23.0" } })],
  ])("%s: same is %s", (_, same, other) => {
    expect(isSameCode(lock(), other)).toBe(same);
    expect(isSameCode(other, lock())).toBe(same);
  });

  test.each([
    ["nothing", undefined],
    ["no JSON", "{"],
    ["null", "null"],
    ["an older form", '{"dependencies": {}}'],
    ["a lock without Secretwatch", '{"packages": {}}'],
    ["a link to a clone", '{"packages": {"node_modules/secretwatch": {"version": "1.0.0", "link": true}}}'],
  ])("%s pins no Secretwatch", (_, text) => {
    expect(lockOf(text)).toBeUndefined();
  });

  test("a lock with Secretwatch pins it", () => {
    expect(lockOf(JSON.stringify(lock()))?.packages["node_modules/secretwatch"]?.version).toBe("0.1.0");
  });
});
