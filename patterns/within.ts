import { all, any, not, type Condition } from "./condition";
import { customField } from "./fields";

/** The same condition on records that are a member of something larger, as in the `detail` of an event. */
export function within(member: string, condition: Condition): Condition {
  if ("all" in condition) return all(...condition.all.map((each) => within(member, each)));
  if ("any" in condition) return any(...condition.any.map((each) => within(member, each)));
  if ("not" in condition) return not(within(member, condition.not));
  return { ...condition, field: customField(`${member}.${condition.field}`) };
}
