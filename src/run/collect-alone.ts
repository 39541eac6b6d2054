// How the runtime takes away what is not used any more. By itself it lets several threads do it at once; but of what a run
// makes hardly anything is left by then, and waiting for threads that are busy compiling costs ten times what there is to
// do: a twentieth to a tenth of all processor time (test/bench/README.md). Not worth loading what says so for a few lines.

let told = false;

/** From now on one thread alone takes away young objects. */
export function collectAlone(): void {
  if (told) return;
  told = true;
  process.getBuiltinModule('node:v8').setFlagsFromString('--no-parallel-scavenge');
}
