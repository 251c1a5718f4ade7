import { catalogue } from "../../../detections/catalogue/catalogue";
import { watchedDetections } from "../../../messages/alarms/watched-detections";

const detection = catalogue.find(({ id }) => id === "secret-read-denied")!;

test("what hides in the words of a detection is seen in messages, and its links stay", () => {
  const hiding = "Read https://wiki.acorn.example\u202e gel\u00f6scht \u{e0041}\u001b[31m";
  const seen = "Read https://wiki.acorn.example\\u{202e} gel\u00f6scht \\u{e0041}\\u{1b}[31m";

  const [watched] = watchedDetections([{ ...detection, title: hiding, why: hiding, nextSteps: [hiding] }], (id) => id);

  expect(watched).toMatchObject({ title: seen, why: seen, nextSteps: [seen] });
});

test("queries keep their lines", () => {
  expect(watchedDetections([detection], (id) => id)[0]!.query).toMatch(/\n\| filter .+\n\| sort /);
});
