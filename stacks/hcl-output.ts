/**
 * Why HCL is refused, where it is asked for, as `cdktf synth --hcl` does: CDKTF's writer leaves the quotation marks of policies with
 * references in them as they are, and makes `0 = "required_version"` of an override.
 *
 * @param environment of the process
 */
export function refusalOfHcl({ SYNTH_HCL_OUTPUT: asked }: NodeJS.ProcessEnv): string | undefined {
  // The CDKTF CLI takes both for yes.
  if (asked !== "true" && asked !== "1") return undefined;
  return "HCL can't be written: CDKTF does not escape quotation marks in policies, and Terraform refuses its files. Leave out --hcl (or SYNTH_HCL_OUTPUT): Terraform reads the JSON as it is.";
}
