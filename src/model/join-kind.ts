// The operators that put events together with others, or with rows of a table.

export type JoinKind = 'interval-join' | 'as-of-join' | 'table-join' | 'window-join';

const kinds: readonly string[] = [
  'interval-join',
  'as-of-join',
  'table-join',
  'window-join',
] satisfies readonly JoinKind[];

/** Whether what is done with events is a join. */
export function isJoin<Step extends { readonly is: string }>(step: Step): step is Extract<Step, { is: JoinKind }> {
  return kinds.includes(step.is);
}
