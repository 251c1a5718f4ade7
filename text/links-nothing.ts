/** Nothing to see, and no part of a name: https://spec.commonmark.org/0.31.2/#entity-and-numeric-character-references */
const GAP = "&#8203;";

/**
 * GitHub and GitLab link addresses, issues and whom a text mentions outside of code, also where nothing marks them as links:
 * https://github.github.com/gfm/#autolinks-extension- and
 * https://docs.github.com/en/get-started/writing-on-github/working-with-advanced-formatting/autolinked-references-and-urls
 *
 * @param text escaped already
 */
export function linksNothing(text: string): string {
  return text.replace(/@|:(?=\/\/)|www(?=\.)|(?:#|gh-)(?=\d)/gi, `$&${GAP}`);
}
