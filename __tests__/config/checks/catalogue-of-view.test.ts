import { catalogueOfView } from "../../../config/checks/detections";
import { viewOf } from "../../../config/checks/config-view";
import { ConfigDocument } from "../../../config/files/config-document";
import { correct } from "./problems-of";

function catalogueOf(text: string): string {
  return JSON.stringify(catalogueOfView(viewOf(new ConfigDocument("organization.yaml", text), [])));
}

test.each([
  ["prefix", "namePrefix: acorn\n", '"acorn-'],
  ["role", "deployment: { roleName: AcornDeploy }\n", ":role/AcornDeploy"],
  ["bucket", "archive: { bucketName: acorn-trail-files }\n", '"acorn-trail-files"'],
  ["account", "", '"901234567802"'],
])("detections of the watch know the organization's own %s, before the file is known to be right", (_, more, known) => {
  expect(catalogueOf(`${correct}${more}`)).toContain(known);
});

test.each([
  ["prefix", "namePrefix: 5\n", '"secretwatch-'],
  ["role", "deployment: { roleName: [] }\n", ":role/SecretwatchDeploy"],
  ["account", "", '"000000000000"'],
])("where the %s is none, what it usually is takes its place", (what, more, known) => {
  const text = what === "account" ? correct.replace('id: "901234567802"', "id: {}") : `${correct}${more}`;

  expect(catalogueOf(text)).toContain(known);
});
