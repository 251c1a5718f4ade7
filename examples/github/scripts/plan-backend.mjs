// Prints where a plan file says that its state is, as Terraform wrote it, in hexadecimal: `terraform show` leaves it out,
// and `terraform apply` goes by it. A saved plan is compared with one that was just made, so nothing in it is interpreted.
//
//   unzip -p PLAN tfplan | node plan-backend.mjs
//
// https://github.com/hashicorp/terraform/blob/main/internal/plans/planproto/planfile.proto
// https://protobuf.dev/programming-guides/encoding/
import { readFileSync } from "node:fs";

const BACKEND = 13;
const STATE_STORE = 29;
const bytes = readFileSync(0);
let at = 0;

// A field may come twice, and is then put together: each is printed.
while (at < bytes.length) {
  const tag = number();
  const [field, kind] = [Math.floor(tag / 8), tag % 8];
  const length = kind === 2 ? number() : skipped(kind);
  if (at + length > bytes.length) throw new Error("the plan ends within a field");
  if (field === BACKEND || field === STATE_STORE) {
    console.log(`${field} ${bytes.subarray(at, at + length).toString("hex")}`);
  }
  at += length;
}

/** Bytes of a field that is no text, message or list. */
function skipped(kind) {
  if (kind === 1) return 8;
  if (kind === 5) return 4;
  if (kind !== 0) throw new Error(`the plan has a field of the unknown kind ${kind}`);
  number();
  return 0;
}

function number() {
  for (let value = 0, factor = 1; at < bytes.length; factor *= 128) {
    const byte = bytes[at++];
    value += (byte % 128) * factor;
    if (byte < 128) return value;
  }
  throw new Error("the plan ends within a number");
}
