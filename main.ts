import { run } from "./cli/program";

// What `cdktf synth` and `cdktf deploy` run, which say in CDKTF_OUTDIR where: the command's own synth, which writes all or nothing.
// ORGANIZATION names another file than organization.yaml.
void run(["synth", "--quiet"]).then((exitCode) => {
  process.exitCode = exitCode;
});
