import fc from "fast-check";

import { diagnosticsText, Messages } from "../../deploy/diagnostics";
import { programOf } from "../../deploy/version";
import { hostileText, unseenIn } from "../support/hostile-texts";

function read(output: string | Uint8Array, cuts: readonly number[] = []): Messages {
  const bytes = typeof output === "string" ? Buffer.from(output) : output;
  const messages = new Messages();
  const places = [0, ...cuts.map((cut) => cut % (bytes.length + 1)).sort((a, b) => a - b), bytes.length];
  places.slice(1).forEach((end, index) => {
    messages.write(bytes.subarray(places[index], end));
  });
  messages.end();
  return messages;
}
const line = (diagnostic: object) => `${JSON.stringify({ "@level": "error", type: "diagnostic", diagnostic })}\n`;

test("a precondition's message is shown whole, as it was written, with the stack in front", () => {
  const detail = `CloudTrail has no trusted access to the organization. ${"Run in the management account. ".repeat(80)}`;
  const snippet = { context: "data.aws_organizations_organization.O.lifecycle.postcondition[2]" };

  const text = diagnosticsText(
    "management",
    read(line({ severity: "error", summary: "Resource postcondition failed", detail, snippet })),
  );

  expect(text.toString()).toBe(
    `management: Error: Resource postcondition failed\n  at ${snippet.context}\n  ${detail}`,
  );
});

test("what Terraform prints is read the same, wherever its output is cut", () => {
  const diagnostics = fc.array(fc.record({ summary: fc.string(), detail: fc.string({ unit: "grapheme" }) }), {
    maxLength: 5,
  });
  fc.assert(
    fc.property(diagnostics, fc.array(fc.nat()), (all, cuts) => {
      const output = all.map((each) => line({ severity: "error", ...each })).join("");

      const { diagnostics, others } = read(output, cuts);

      expect(diagnostics.map(({ summary, detail }) => ({ summary, detail }))).toEqual(all);
      expect(others).toEqual([]);
    }),
  );
});

test("the same diagnostic is said once, what is no JSON as it is, and progress is not", () => {
  const same = line({ severity: "warning", summary: "Deprecated", detail: "" });
  const output = `${JSON.stringify({ type: "apply_start" })}\n${same}${same}panic: nil\n{"cut": \n`;

  expect(diagnosticsText("security", read(output)).toString()).toBe(
    'security: Warning: Deprecated\nsecurity: it printed:\n  panic: nil\n  {"cut": ',
  );
});

test("what is expected before the first apply is left out", () => {
  const output = line({
    severity: "warning",
    summary: "Check block assertion known after apply",
    detail: "The condition",
  });

  expect(read(output).isEmpty).toBe(true);
});

test("what acts or hides in a text of Terraform's is shown by its number", () => {
  fc.assert(
    fc.property(hostileText, hostileText, hostileText, (summary, detail, raw) => {
      const output = `${line({ severity: "error", summary, detail, address: detail })}${raw}`;

      const text = diagnosticsText("security", read(output)).toString();

      expect(unseenIn(text)).toEqual([]);
    }),
    { numRuns: 30 },
  );
});

test.each([
  ["Terraform v1.11.4\non linux_amd64", "Terraform"],
  ["Terraform v1.12.0-alpha", "Terraform"],
  ["Terraform v2.0.1", "Terraform"],
  ["OpenTofu v1.11.0\non darwin_arm64", "OpenTofu"],
  ["\nWarning: Unable to open CLI configuration file\n\nOpenTofu v1.12.6\non linux_amd64", "OpenTofu"],
  ["Terraform v1.10.5", "tf is Terraform 1.10; 1.11 or later is needed."],
  ["OpenTofu v1.9.0", "tf is OpenTofu 1.9; 1.11 or later is needed."],
  ["Terragrunt version 0.9", "tf is neither Terraform nor OpenTofu: it does not say its version."],
  ["", "tf is neither Terraform nor OpenTofu: it does not say its version."],
])("of %p it is said: %p", (output, said) => {
  const program = programOf("tf", output);

  expect("binary" in program ? program.name : program.toString()).toBe(said);
});
