import type { Kind } from "./kind";

/** Of keys, buckets, roles, guardrails, and what searches the archive. */
export const custodyKinds = {
  "key-going": {
    urgency: "blind",
    title: "A key is going to be deleted",
    blind: "What is encrypted under it: nobody reads or writes it meanwhile, and nobody ever again once it is deleted.",
    concerned: "owner of the account",
  },
  "key-off": {
    urgency: "blind",
    title: "A key can't be used",
    blind: "What is encrypted under it: files, events and messages are not written, and secrets are not read.",
    concerned: "owner of the account",
  },
  "key-policy-changed": {
    urgency: "blind",
    title: "The policy of a key is another one",
    blind: "What a service that it no longer lets in should write; who else it lets in reads what is encrypted.",
    concerned: "owner of the account",
  },
  "key-changed": {
    urgency: "weak",
    title: "A key is set otherwise",
    blind: "Nothing; the key is no longer renewed each year.",
    concerned: "owner of the account",
  },
  "bucket-policy-changed": {
    urgency: "blind",
    title: "The policy of a bucket is another one",
    blind: "Files that the trail can't write any more, or that others read or delete.",
    concerned: "security team",
  },
  "bucket-open": {
    urgency: "weak",
    title: "A bucket can be opened to others",
    blind: "Nothing at once; one call makes what is in it public, or somebody else's.",
    concerned: "security team",
  },
  "bucket-changed": {
    urgency: "weak",
    title: "A bucket is set otherwise",
    blind: "Files that end earlier, that can be overwritten or deleted, or that are encrypted under another key.",
    concerned: "security team",
  },
  "role-trust-changed": {
    urgency: "blind",
    title: "Others may assume a role of the watch",
    blind: "What the role is for, where its service may no longer assume it; who else may has its rights.",
    concerned: "owner of the account",
  },
  "role-rights-changed": {
    urgency: "blind",
    title: "A role of the watch may do other things",
    blind: "What it can't do any more: an event that is not sent on, a message that is not written.",
    concerned: "owner of the account",
  },
  "role-rights-added": {
    urgency: "weak",
    title: "A role of the watch may do more",
    blind: "Nothing; whoever gets hold of the role can do more with it than anybody reviewed.",
    concerned: "owner of the account",
  },
  "role-changed": {
    urgency: "weak",
    title: "A role of the watch is set otherwise",
    blind: "Nothing; without its boundary a role can be given any right.",
    concerned: "owner of the account",
  },
  "guardrail-changed": {
    urgency: "weak",
    title: "A policy of the organization says something else",
    blind: "Nothing; what it should forbid is allowed, or what should be allowed is not.",
    concerned: "management account",
    docs: "guardrails.md",
  },
  "guardrail-detached": {
    urgency: "weak",
    title: "A policy of the organization is not where it should be",
    blind: "Nothing; what it should forbid is allowed in that unit or account.",
    concerned: "management account",
    docs: "guardrails.md",
  },
  "pipeline-tokens-changed": {
    urgency: "weak",
    title: "The provider of the pipeline's tokens is set otherwise",
    blind: "Nothing; tokens that are for somebody else are believed, or the pipeline does not come in.",
    concerned: "security team",
    docs: "pipelines.md",
  },
  "search-changed": {
    urgency: "weak",
    title: "What searches the archive is set otherwise",
    blind: "Events that a search does not find, or results that lie where others read them.",
    concerned: "security team",
    docs: "athena.md",
  },
} as const satisfies Readonly<Record<string, Kind>>;
