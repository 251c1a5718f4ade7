import type { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { Construct } from "constructs";

import type { MemberAccount, Organization, Secret } from "../organization/organization";
import { CustomerManagedKey } from "../modules/access/customer-managed-key";
import { AdoptedSecret } from "../modules/secrets/adopted-secret";
import { DecoyValue } from "../modules/secrets/decoy-value";
import { secretEncryption } from "../modules/access/key-grants";
import { MonitoredSecret } from "../modules/secrets/monitored-secret";
import { AccountStack } from "./account-stack";
import { addAccountWatch } from "./parts/account-watch";
import { releaseSecrets } from "./parts/released-secrets";
import { regionOf } from "./cdktf/region-of";
import { synthesizeAlone } from "./cdktf/synthesize-alone";

const UNTAGGED = "untagged";

/** A member account: its secrets, under one key of its own in each region that holds some, and the rules that watch. */
export class MemberStack extends AccountStack {
  private written = 0;

  constructor(
    scope: Construct,
    id: string,
    private readonly organization: Organization,
    private readonly member: MemberAccount,
  ) {
    super(scope, id, { organization, account: member });
    this.synthesizer = synthesizeAlone(
      this,
      this.synthesizer,
      () => {
        this.addResources();
      },
      () => {
        this.written = super.resourceCount;
      },
    );
  }

  /** CDKTF prepares all stacks before it synthesizes the first, and gives an empty one a backend. */
  override prepareStack(): void {
    if (this.node.children.length > 0) super.prepareStack();
  }

  /** Of a member: once it was synthesized. */
  override get resourceCount(): number {
    return this.written;
  }

  private addResources(): void {
    const { organization, member } = this;
    this.addAccess();
    const keys = new Map(
      keyRegionsOf(member).map((region) => [region, this.addSecretsKey(organization, member, region)] as const),
    );
    const secrets = new Construct(this, "Secrets");
    const scopes = new Map<string, Construct>();
    const scopeOf = (region: string) => {
      const scope = scopes.get(region) ?? new Construct(secrets, region);
      scopes.set(region, scope);
      return scope;
    };
    const keyOf = (region: string) => keys.get(region)!.keyArn;
    const monitored = member.secrets.map(
      (secret) => [secret, this.addSecret(scopeOf(secret.region), secret, keyOf)] as const,
    );
    const released = releaseSecrets(this, member, (region, name) => new Construct(scopeOf(region), constructId(name)));
    // Terraform lets go of nothing without the provider that the state names.
    if (released) this.untaggedProvider();
    addAccountWatch(this, organization, member, { secrets: new Map(monitored) });
  }

  private addSecret(
    scope: Construct,
    secret: Secret,
    keyOf: (region: string) => string,
  ): MonitoredSecret | AdoptedSecret {
    const { organization } = this;
    const region = regionOf(organization, secret.region);
    const id = constructId(secret.name);
    const common = {
      secretName: secret.name,
      description: secret.description,
      region,
      replicas: secret.replicaRegions.map((each) => ({ region: each, kmsKeyArn: keyOf(each) })),
      recoveryWindowInDays: secret.recoveryWindowDays,
      preventDestroy: organization.protection,
    };
    if (secret.adopt !== undefined) {
      return new AdoptedSecret(scope, id, {
        ...common,
        arn: secret.adopt,
        kmsKeyArn: secret.kmsKeyArn,
        organizationId: secret.replacePolicy ? organization.organizationId : undefined,
        untagged: secret.replaceTags ? undefined : this.untaggedProvider(),
      });
    }
    const construct = new MonitoredSecret(scope, id, {
      ...common,
      kmsKeyArn: secret.kmsKey === "aws" ? undefined : (secret.kmsKeyArn ?? keyOf(secret.region)),
      organizationId: organization.organizationId,
    });
    if (secret.decoy) new DecoyValue(construct, "Value", { secret: construct, region });
    return construct;
  }

  /** For secrets that keep their tags. */
  private untaggedProvider(): AwsProvider {
    const made = this.node.tryFindChild(`aws-${UNTAGGED}`) as AwsProvider | undefined;
    return made ?? this.addProvider(this.organization, this.member, UNTAGGED, {});
  }

  private addSecretsKey(organization: Organization, { id }: MemberAccount, region: string): CustomerManagedKey {
    const { names } = organization;
    const administratorArn = names.access.accountRootArn(id);
    return new CustomerManagedKey(this, `SecretsKey-${region}`, {
      alias: names.access.keyAlias("secrets"),
      description: "Encrypts the secrets of this account",
      administratorArn,
      grants: [secretEncryption(administratorArn, id, names.serviceEndpoint("secretsmanager", region))],
      preventDestroy: organization.protection,
      region: regionOf(organization, region),
    });
  }
}

/** Regions with a replica, or a secret that has no key of its own: one that is adopted has. */
export function keyRegionsOf({ secrets }: Pick<MemberAccount, "secrets">): readonly string[] {
  const regions = secrets.flatMap(({ region, adopt, kmsKeyArn, kmsKey, replicaRegions }) =>
    adopt === undefined && kmsKeyArn === undefined && kmsKey !== "aws" ? [region, ...replicaRegions] : replicaRegions,
  );
  return unique(regions);
}

/** Construct ids can't hold a slash; a colon is in no secret name, so different names stay different. */
function constructId(secretName: string): string {
  return secretName.replaceAll("/", ":");
}

function unique(regions: readonly string[]): readonly string[] {
  return [...new Set(regions)].sort();
}
