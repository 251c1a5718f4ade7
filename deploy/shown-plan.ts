import { PlanReader, type PlanVisitor } from "../plan/read-plan";

/** A plan as Terraform shows it: what is wrong with it is said when Terraform is through, whose own words count for more. */
export class ShownPlan {
  private readonly reader: PlanReader;
  private problem: unknown;

  /** @param visitors each of which takes every part */
  constructor(...visitors: readonly PlanVisitor[]) {
    this.reader = new PlanReader(...visitors);
  }

  readonly write = (chunk: Buffer): void => {
    if (this.problem !== undefined) return;
    try {
      this.reader.write(chunk);
    } catch (error) {
      this.problem = error;
    }
  };

  /** @throws PlanProblem if it was no plan */
  end(): void {
    if (this.problem !== undefined) throw this.problem as Error;
    this.reader.end();
  }
}
