import { PlanProblem } from "../../plan/plan-shape";

/**
 * Fields that say where the state is: `backend` and `state_store`.
 * https://github.com/hashicorp/terraform/blob/main/internal/plans/planproto/planfile.proto
 */
const PLACES: ReadonlySet<number> = new Set([13, 29]);

/** The largest number of a field. https://protobuf.dev/programming-guides/proto3/#assigning */
const LAST_FIELD = 2 ** 29 - 1;

/** Of a number of 64 bits. */
const MOST_BYTES_OF_NUMBER = 10;

/**
 * Where a plan says that its state is, which `terraform show` leaves out and `terraform apply` goes by. Plans are compared by it, so
 * nothing in it is interpreted. A field may come twice, and is then put together: each is there.
 * https://protobuf.dev/programming-guides/encoding/
 *
 * @param plan the file `tfplan` in a plan file
 * @returns of each field its number and its bytes in hexadecimal, in their order
 * @throws PlanProblem if it is no message, or not whole
 */
export function placesOfState(plan: Uint8Array): readonly string[] {
  const places: string[] = [];
  const fields = new Fields(plan);
  for (let field = fields.next(); field !== undefined; field = fields.next()) {
    if (PLACES.has(field.number)) places.push(`${field.number} ${Buffer.from(field.bytes).toString("hex")}`);
  }
  return places;
}

/** The fields of a message, one after the other. */
class Fields {
  private at = 0;

  constructor(private readonly bytes: Uint8Array) {}

  next(): { readonly number: number; readonly bytes: Uint8Array } | undefined {
    if (this.at === this.bytes.length) return undefined;
    const tag = this.number();
    const [number, kind] = [Math.floor(tag / 8), tag % 8];
    if (number < 1 || number > LAST_FIELD) throw new PlanProblem("its tfplan has a field with an impossible number");
    const length = kind === 2 ? this.number() : this.passed(kind);
    if (this.at + length > this.bytes.length) throw new PlanProblem("its tfplan ends within a field");
    this.at += length;
    return { number, bytes: this.bytes.subarray(this.at - length, this.at) };
  }

  /** How many bytes there are of a field that is no text, message or list. */
  private passed(kind: number): number {
    if (kind === 1) return 8;
    if (kind === 5) return 4;
    if (kind !== 0) throw new PlanProblem(`its tfplan has a field of the unknown kind ${kind}`);
    this.number();
    return 0;
  }

  private number(): number {
    let value = 0;
    for (let count = 0; count < MOST_BYTES_OF_NUMBER; count++) {
      const byte = this.bytes[this.at++];
      if (byte === undefined) throw new PlanProblem("its tfplan ends within a number");
      value += (byte % 128) * 128 ** count;
      if (byte < 128) return value;
    }
    throw new PlanProblem("its tfplan has a number that is too long");
  }
}
