import { affectedStacks } from "../../review/affected-stacks";
import { changesBetween } from "../../review/organization-changes";
import { resourceChanges } from "../../review/resource-changes";
import { edited, organizationFrom, small, type OrganizationText } from "../support/edited-organization";
import { temporaryDirectory } from "../support/temporary-directory";

const name = "prod/shop/api-key";
const arn = `arn:aws:secretsmanager:eu-west-1:333333333333:secret:${name}-a1B2c3`;
type Edit = (organization: OrganizationText) => void;

const entryOf = (it: OrganizationText) => it.members[0]!.secrets![1]!;
const organization = (...edits: readonly Edit[]) =>
  organizationFrom(
    edited((it) => {
      for (const edit of edits) edit(it);
    }, small),
  );
const adopt: Edit = (it) => (entryOf(it).adopt = arn);
const remove: Edit = (it) => it.members[0]!.secrets!.pop();
const watch: Edit = (it) => (it.members[0]!.watchedSecrets = [{ name: arn }]);

/** Each change in a line, its words behind it. */
function changes(before: readonly Edit[], after: readonly Edit[]): readonly string[] {
  return changesBetween(organization(...before), organization(...after)).map(
    ({ id, watch: effect, guarded, text }) => `${effect}${guarded ? " guarded" : ""} ${id}: ${text}`,
  );
}

function destroyed(before: readonly Edit[], after: readonly Edit[]): readonly string[] {
  const { affected } = affectedStacks(organization(...before), organization(...after), temporaryDirectory());
  return resourceChanges(affected)
    .filter(({ stateful }) => stateful)
    .map(({ type, name: what }) => `${type} ${what}`);
}

test("a secret that is adopted is told with the command that its owner runs first", () => {
  expect(changes([remove], [adopt])).toEqual([
    expect.stringMatching(
      /^more secret-added\/shop\/eu-west-1\/prod\/shop\/api-key: .* is there already and is adopted as it is\. .*: aws secretsmanager tag-resource --region eu-west-1 --secret-id arn:aws:\S+-a1B2c3 --tags Key=managed-by,Value=secretwatch\.$/,
    ),
  ]);
});

test.each<readonly [string, readonly Edit[], readonly Edit[], RegExp]>([
  ["adopt is added", [], [adopt], /^same secret-adopted\/.* what the file does not say stays as it is/],
  [
    "adopt goes",
    [adopt],
    [],
    /^same secret-adoption-ended\/.* become what the file says, what it does not say included/,
  ],
  [
    "another is adopted",
    [adopt],
    [(it) => (entryOf(it).adopt = arn.replace("a1B2c3", "d4E5f6"))],
    /instead of arn:aws:/,
  ],
  [
    "its policy gives way",
    [adopt],
    [adopt, (it) => (entryOf(it).replacePolicy = true)],
    /^same secret-policy-replaced\/.* whoever its own lets in has to be let in by IAM/,
  ],
  [
    "its policy is no longer ours",
    [adopt, (it) => (entryOf(it).replacePolicy = true)],
    [adopt],
    /^same secret-policy-kept\/.* has no policy of ours any more/,
  ],
  [
    "its tags give way",
    [adopt],
    [adopt, (it) => (entryOf(it).replaceTags = true)],
    /^same secret-tags-replaced\/.* whoever is let in by one no longer is/,
  ],
  [
    "its tags are its own again",
    [adopt, (it) => (entryOf(it).replaceTags = true)],
    [adopt],
    /^same secret-tags-kept\//,
  ],
  [
    "its key is not said any more",
    [adopt, (it) => (entryOf(it).kmsKeyArn = "arn:aws:kms:eu-west-1:333333333333:key/one")],
    [adopt],
    /^same secret-key-changed\/.* is encrypted with whichever key it has/,
  ],
])("it is said where %s", (_, before, after, said) => {
  expect(changes(before, after)).toEqual([expect.stringMatching(said)]);
});

test("taking one out would delete what others made, and is guarded", () => {
  expect(changes([adopt], [remove])).toEqual([
    expect.stringMatching(
      /^less guarded secret-removed\/.* which would delete it, though others made it\. docs\/adopting\.md/,
    ),
  ]);
  expect(destroyed([adopt], [remove])).toEqual([`aws_secretsmanager_secret ${name}`]);
});

test.each([
  ["adopted", [adopt]],
  ["made here", []],
])("a secret that was %s and is watched by its ARN instead stays in AWS", (_, before) => {
  expect(changes(before, [remove, watch])).toEqual([
    expect.stringMatching(/^same secret-released\/shop\/eu-west-1\/prod\/shop\/api-key: .* Terraform forgets it\.$/),
    expect.stringMatching(/^same watched-secret-added\//),
  ]);
  expect(destroyed(before, [remove, watch])).toEqual([]);
});
