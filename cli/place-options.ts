import { Option, type Command } from "commander";

/** What commands that read events take beside places, as it was typed. */
export interface PlaceOptions {
  readonly from?: string;
  readonly to?: string;
  readonly days?: string;
  readonly account?: readonly string[];
  readonly region?: readonly string[];
  readonly maxBytes?: string;
  readonly requesterPays?: boolean;
}

/** Days of a bucket that are read where none are given. */
export const DEFAULT_DAYS = 30;

/** Of what lies in buckets, as it is written on the command line. */
export const DEFAULT_BYTES = "5GB";

export function addPlaceOptions(command: Command): Command {
  return command
    .option("--from <day>", "first day of the events, UTC: YYYY-MM-DD")
    .option("--to <day>", "last day")
    .option("--days <number>", `so many days up to the last one; of a bucket ${DEFAULT_DAYS} if none are given`)
    .option("--account <account...>", "only these accounts: ids, or names in the configuration")
    .option("--region <region...>", "only these regions")
    .addOption(
      new Option("--max-bytes <bytes>", "of buckets, as they lie there: read nothing if it is more").default(
        DEFAULT_BYTES,
      ),
    )
    .option("--requester-pays", "pay for reading buckets whose owner does not");
}
