import type { ISynthesisSession, IStackSynthesizer, TerraformStack } from "cdktf";

/**
 * Synthesizes a stack that gets its resources at that moment and loses them again: of a thousand accounts, one at a time
 * is in memory. No stack reads another one's resources, so nobody misses them.
 *
 * @param addResources fills the stack
 * @param done tells, while they are there
 */
export function synthesizeAlone(
  stack: TerraformStack,
  synthesizer: IStackSynthesizer,
  addResources: () => void,
  done: () => void,
): IStackSynthesizer {
  return {
    synthesize(session: ISynthesisSession) {
      forgettingReferences(() => {
        const before = new Set(stack.node.children);
        addResources();
        stack.prepareStack();
        synthesizer.synthesize(session);
        done();
        for (const child of stack.node.children.filter((each) => !before.has(each))) {
          stack.node.tryRemoveChild(child.node.id);
        }
      });
    },
  };
}

/** What CDKTF knows references by: nothing in it is ever let go, nor what it refers to. */
interface References {
  readonly tokenCounter: number;
  readonly stringTokenMap: Map<string, unknown>;
  readonly numberTokenMap: Map<number, unknown>;
}

/** Lets go of the references that were made meanwhile. If a CDKTF keeps them elsewhere, they stay, and take memory. */
function forgettingReferences(run: () => void): void {
  const { __cdktfTokenMap: references } = globalThis as { __cdktfTokenMap?: References };
  const first = references?.tokenCounter ?? 0;
  run();
  if (references === undefined) return;
  for (let each = first; each < references.tokenCounter; each++) {
    references.stringTokenMap.delete(`TOKEN.${each}`);
    references.numberTokenMap.delete(each);
  }
}
