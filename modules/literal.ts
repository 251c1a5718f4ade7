/**
 * A text that Terraform takes as it is. It would evaluate `${…}` and `%{…}` in it, wherever the text comes from.
 * https://developer.hashicorp.com/terraform/language/expressions/strings#escape-sequences
 */
export function literal(text: string): string {
  // A function, because `$$` in a replacement text stands for one `$`.
  return text.replaceAll(/[$%]\{/g, (opening) => `${opening.charAt(0)}${opening}`);
}
