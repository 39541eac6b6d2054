// What tests in a real shell are written with: events, a job for them, and how bash waits. What such a test has to show is
// the whole of a line as a person would type it.

/** `{"t":0,"k":"a","n":0}` and so on: times `step` ms apart, three keys. */
export function events(count: number, step = 10): string {
  const keys = ['a', 'b', 'c'];
  return Array.from({ length: count }, (_, n) => `{"t":${n * step},"k":"${keys[n % 3]!}","n":${n}}\n`).join('');
}

/** A job whose windows are 10 s long, with times as `events` has them. */
export const tumbling = '--time t --time-format ms --time-output ms --window tumbling:10s';

/** Each line of a text, without line ends. */
export function lines(text: string): readonly string[] {
  return text.split('\n').slice(0, -1);
}

/** Waits until `FILE` says it, in bash: ten seconds and no longer. */
export function until(command: string): string {
  return `for i in {1..500}; do { ${command}; } 2>/dev/null && break; sleep 0.02; done`;
}

/** Whatever happened: what is said is for people, and nothing but whole lines was written. */
export function isClean(stderr: string, ...outputs: readonly string[]): boolean {
  const said = stderr === '' || !/\n\s+at |Error:|node:internal|Debugger listening/.test(stderr);
  return said && outputs.every((text) => text === '' || text.endsWith('\n'));
}
