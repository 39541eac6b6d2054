// The flags that V8 is given once there is work to do. Its defaults are made for programs that run for hours, and a file is read in
// half a second; figures in test/bench/README.md. Results never depend on any of this.

/**
 * Of what a run makes hardly anything is left when young objects are taken away: one thread alone does it. Several, of
 * which the others are busy compiling, cost a twentieth to a tenth of all processor time.
 */
const collecting = ['--no-parallel-scavenge'];

/** By now it shows how much room young objects need; from here on it would only grow with the length of the input, in ms. */
const settled = 400;
const growing = '--semi-space-growth-factor=1';

/**
 * Functions are compiled later, when more is known of what they meet, and with less put into them: so fewer of them are
 * compiled, and fewer again. On two cores the compiler takes its time from the run itself.
 */
const compiling = ['--interrupt-budget=264000', '--max-inlined-bytecode-size-cumulative=460'];
/** The compilers that the flags were measured with. */
const known = /^11\./;

let areSet = false;

/** Sets the runtime up for a few seconds of hard work; for a few lines, loading `v8` costs more than it gains. */
export function prepareRuntime(): void {
  if (areSet) return;
  areSet = true;
  const { setFlagsFromString } = process.getBuiltinModule('node:v8');
  const flags = known.test(process.versions.v8) ? [...collecting, ...compiling] : collecting;
  for (const flag of flags) setFlagsFromString(flag);
  setTimeout(() => setFlagsFromString(growing), settled).unref();
}
