import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { Construct } from "constructs";

import { PipelineRole } from "../../../modules/access/pipeline-role";
import { boundRoles } from "../../../modules/access/role-boundary";
import { everyOf, synthesizedModule } from "../../support/synthesized-module";

const boundary = "arn:aws:iam::222222222222:policy/Boundary";
const role = (scope: Construct, id: string) =>
  new PipelineRole(scope, id, { roleName: id, description: id, statements: [] });

test("every role of a scope has the boundary, also one that is made later or is deep within", () => {
  const text = synthesizedModule((scope) => {
    role(scope, "Before");
    boundRoles(scope, boundary);
    role(scope, "After");
    role(new Construct(scope, "Part"), "Deep");
  });

  expect(everyOf(text, IamRole).map(({ name, permissions_boundary }) => [name, permissions_boundary])).toEqual([
    ["After", boundary],
    ["Before", boundary],
    ["Deep", boundary],
  ]);
});

test("roles of another scope are left alone", () => {
  const text = synthesizedModule((scope) => {
    boundRoles(new Construct(scope, "Part"), boundary);
    role(scope, "Outside");
  });

  expect(everyOf(text, IamRole).map(({ permissions_boundary }) => permissions_boundary)).toEqual([undefined]);
});
