// What is counted out one by one, as a list.
interface Counted<T> {
  readonly length: number;
  at(index: number): T | undefined;
}

export function listed<T>(counted: Counted<T>): T[] {
  return Array.from({ length: counted.length }, (_, i) => counted.at(i)!);
}
