import { DataAwsOrganizationsOrganization } from "@cdktf/provider-aws/lib/data-aws-organizations-organization";

import { EnabledPolicyType } from "../../../modules/access/enabled-policy-type";
import { addressesOf, onlyOf, synthesizedModule } from "../../support/synthesized-module";

test.each(["SERVICE_CONTROL_POLICY", "RESOURCE_CONTROL_POLICY"] as const)(
  "no plan goes on while %s is off, and it is switched on by hand alone",
  (type) => {
    const text = synthesizedModule((scope) => new EnabledPolicyType(scope, "Enabled", { type }));

    expect(addressesOf(text, "Enabled")).toEqual(["data.aws_organizations_organization.Enabled_Organization"]);
    expect(onlyOf(text, DataAwsOrganizationsOrganization)).toEqual({
      lifecycle: {
        postcondition: [
          {
            condition: `\${contains(flatten([for root in self.roots : [for each in root.policy_types : each.type if each.status == "ENABLED"]]), "${type}")}`,
            error_message: `The organization has ${type} switched off. Run in the management account: aws organizations enable-policy-type --policy-type ${type} --root-id, with the id that aws organizations list-roots shows.`,
          },
        ],
      },
    });
  },
);
