// A pattern as it was read (OPERATORS §5): names in sequence, with what may lie between them.

/** What may lie between an event and the next: nothing; what does not fit; anything. */
export type Gap = 'strict' | 'next' | 'any';

export type PatternTree =
  | { readonly is: 'name'; readonly name: string }
  /** Until the next event none for which one of these holds; behind a strict gap, not the very next one. */
  | { readonly is: 'not'; readonly names: readonly string[] }
  | { readonly is: 'sequence'; readonly parts: readonly SequencePart[] }
  /** The first is the most preferred. */
  | { readonly is: 'either'; readonly branches: readonly PatternTree[] }
  | {
      readonly is: 'repeat';
      readonly of: PatternTree;
      readonly least: number;
      /** Infinity: open. */
      readonly most: number;
      /** As few as possible are preferred, not as many. */
      readonly reluctant: boolean;
      /** Any events may lie between repetitions, whatever the gap before the first. */
      readonly combines: boolean;
    };

export interface SequencePart {
  /** The gap before it; undefined: none is written, which is strict, or that of the group that it begins. */
  readonly gap: Gap | undefined;
  readonly of: PatternTree;
}

/** How many events a match has, from the least to the most; Infinity: any number. */
export function lengths(tree: PatternTree): readonly [least: number, most: number] {
  switch (tree.is) {
    case 'name':
      return [1, 1];
    case 'not':
      return [0, 0];
    case 'sequence': {
      const parts = tree.parts.map(({ of }) => lengths(of));
      return [sum(parts.map(([least]) => least)), sum(parts.map(([, most]) => most))];
    }
    case 'either': {
      const branches = tree.branches.map(lengths);
      return [Math.min(...branches.map(([least]) => least)), Math.max(...branches.map(([, most]) => most))];
    }
    case 'repeat': {
      const [least, most] = lengths(tree.of);
      return [tree.least * least, most === 0 ? 0 : tree.most * most];
    }
  }
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((all, n) => all + n, 0);
}
