/** A call that the emulator does not know, or answers otherwise than AWS. */
export interface Lacking {
  /** docs/emulated.md says the same. */
  readonly why: string;
  /** Header that names the call, the path of its request, or the action in the body of one whose answer is XML. */
  readonly request: { readonly target: string } | { readonly path: string } | { readonly action: string };
  /** What AWS answers where all is well; undefined where the emulator may be asked after all. */
  readonly answer: (input: Readonly<Record<string, unknown>>, there: WhatIsThere) => object | undefined;
}

/** What the emulator can't be told, and answers have. */
export interface WhatIsThere {
  readonly regions: readonly string[];
  /** Id of the account that administers CloudTrail. @default - none does */
  readonly administrator?: string;
  /** Saved queries of Logs Insights, of whichever account. @default - none */
  readonly queries?: readonly object[];
}

const CLOUDTRAIL = "cloudtrail.amazonaws.com";

export const emulatorLacks: readonly Lacking[] = [
  {
    why: "It does not know which regions are enabled.",
    request: { path: "/listRegions" },
    answer: (_, { regions }) => ({
      Regions: regions.map((RegionName) => ({ RegionName, RegionOptStatus: "ENABLED_BY_DEFAULT" })),
    }),
  },
  {
    why: "Few services can be administered by another account, and CloudTrail is none of them.",
    request: { target: "AWSOrganizationsV20161128.ListDelegatedAdministrators" },
    answer: ({ ServicePrincipal }, { administrator: Id }) => {
      if (ServicePrincipal === "guardduty.amazonaws.com") return undefined;
      const is = ServicePrincipal === CLOUDTRAIL && Id !== undefined;
      return { DelegatedAdministrators: is ? [{ Id, Status: "ACTIVE" }] : [] };
    },
  },
  {
    why: "It keeps no saved queries.",
    request: { target: "Logs_20140328.DescribeQueryDefinitions" },
    answer: (_, { queries = [] }) => ({ queryDefinitions: queries }),
  },
  {
    why: "It knows no rules that mute alarms.",
    request: { target: "GraniteServiceVersion20100801.ListAlarmMuteRules" },
    answer: () => ({ AlarmMuteRuleSummaries: [] }),
  },
  {
    why: "It knows no data protection, of topics or of log groups.",
    request: { action: "GetDataProtectionPolicy" },
    answer: () => ({ DataProtectionPolicy: "" }),
  },
  {
    why: "It knows no data protection, of topics or of log groups.",
    request: { target: "Logs_20140328.GetDataProtectionPolicy" },
    answer: ({ logGroupIdentifier }) => ({ logGroupIdentifier }),
  },
  {
    why: "It knows no data protection, of topics or of log groups.",
    request: { target: "Logs_20140328.DescribeAccountPolicies" },
    answer: () => ({ accountPolicies: [] }),
  },
];
