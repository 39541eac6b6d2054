// Two processes of a pipeline between which lines go have to go on from the same snapshot: else events would be missing,
// or come twice. `@begin` says who writes, and from where.
import type { PipelineStore } from '../checkpoint/pipeline-store.js';
import { inputName } from '../text/file-name.js';
import { Failure } from './failure.js';
import type { Input } from './input.js';

/**
 * The name of the process that writes an input.
 * @param value of the `@begin` line, as it was written
 * @throws Failure when it is in no pipeline, or another one, or goes on from somewhere else
 */
export function writerOf(
  { source, writer }: Pick<Input, 'source' | 'writer'>,
  value: string,
  pipeline: Pick<PipelineStore, 'from' | 'knows'>,
): string {
  const input = inputName(source.name);
  const { name, snapshot } = beginIn(value);
  if (name === undefined || !pipeline.knows(name))
    throw new Failure(
      `what writes ${input} takes no part in the pipeline; give it --pipeline and a --name of its own as well`,
    );
  if (writer !== undefined && writer !== name)
    throw new Failure(
      `${input} was written by ${writer}, and now by ${name}; use the names as they were, or start over with --fresh, given to all`,
    );
  if (snapshot !== pipeline.from)
    throw new Failure(
      `${name}, which writes ${input}, goes on from ${place(snapshot)}, and this process from ${place(pipeline.from)}; ` +
        'run all of the pipeline again, with --fresh for all or for none',
    );
  return name;
}

function place(snapshot: number | undefined): string {
  return snapshot === 0 ? 'the beginning' : `snapshot ${snapshot ?? '?'}`;
}

function beginIn(value: string): { readonly name: string | undefined; readonly snapshot: number | undefined } {
  const begin: unknown = JSON.parse(value);
  const { name, snapshot } = (begin ?? {}) as { readonly name?: unknown; readonly snapshot?: unknown };
  return {
    name: typeof name === 'string' ? name : undefined,
    snapshot: typeof snapshot === 'number' ? snapshot : undefined,
  };
}
