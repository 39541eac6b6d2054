// A clock that does not jump: lengths of time are measured by it. Not `performance`, which is a module to load.

/** In ms, with fractions, since some time before the process began. */
export function monotonic(): number {
  const [seconds, nanoseconds] = process.hrtime();
  return seconds * 1e3 + nanoseconds / 1e6;
}
