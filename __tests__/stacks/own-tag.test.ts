import { managedBy } from "../../organization/own-tags";
import { everything } from "../../scripts/requests/everything";
import { uncheckedOrganization } from "../support/edited-organization";
import { everyOrganization } from "../support/every-organization";
import { synthesize, type Attributes } from "../support/synthesized";

const organizations = [
  ...everyOrganization,
  ["everything there is", () => uncheckedOrganization(everything("aws"))],
] as const;

/** The deploy role changes no key and no secret without it. */
test.each(organizations)("every key and every secret has our tag, with %s", (_name, make) => {
  const tagged = Object.values(synthesize(make())).flatMap(({ resource = {}, provider }) =>
    ["aws_kms_key", "aws_secretsmanager_secret"].flatMap((type) =>
      // The tag of what is adopted is its owner's consent, and there before.
      Object.entries(resource[type] ?? {})
        .filter(([, { provider }]) => provider !== "aws.untagged")
        .map(([id, values]) => [`${type}.${id}`, tagOf(provider.aws, values)]),
    ),
  );

  expect(tagged.length).toBeGreaterThan(2);
  expect(tagged.filter(([, value]) => value !== managedBy.value)).toEqual([]);
});

/** With those that the provider of the resource puts on. */
function tagOf(providers: readonly Attributes[], { provider, tags }: Attributes): unknown {
  const alias = typeof provider === "string" ? provider.split(".")[1] : undefined;
  const { default_tags = [] } = providers.find((each) => each.alias === alias)!;
  const [ofProvider] = default_tags as readonly { readonly tags: Attributes }[];
  return { ...ofProvider?.tags, ...(tags as Attributes | undefined) }[managedBy.key];
}
