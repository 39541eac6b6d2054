// From where the processes of a pipeline go on (SPEC §16): all from the same snapshot, the newest that each of them has,
// or before which it had ended. What a snapshot holds of one is what the others had sent it by then, and nothing more.

/** What is on disk of a process of a pipeline. */
export interface PipelineMember {
  readonly name: string;
  /** Numbers of its snapshots; 0 is the beginning, before anything was read. */
  readonly snapshots: readonly number[];
  /** It has ended, and taken no snapshot after this one. */
  readonly ended: number | undefined;
  /** The largest number that it has begun, or asked the others to begin. */
  readonly begun: number;
}

/** `ended`: there is nothing left to do. undefined: there is no snapshot that all have. */
export type Newest = number | 'ended' | undefined;

export function newestSnapshot(members: readonly PipelineMember[]): Newest {
  if (members.length > 0 && members.every(({ ended }) => ended !== undefined)) return 'ended';
  const numbers = [...new Set(members.flatMap(({ snapshots }) => snapshots))];
  const complete = numbers.filter((number) => members.every((member) => has(member, number)));
  return complete.length === 0 ? undefined : Math.max(...complete);
}

/** Whether it ended before the others took the snapshot. */
export function endedBefore({ ended }: PipelineMember, number: number): boolean {
  return ended !== undefined && number > ended;
}

function has(member: PipelineMember, number: number): boolean {
  return member.snapshots.includes(number) || endedBefore(member, number);
}
