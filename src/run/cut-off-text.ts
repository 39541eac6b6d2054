// An input that said `@begin` says `@end` when all is in (SPEC §16). One that ends without was cut off: what wrote it has
// died, failed or been stopped. Open windows are then not complete, which a plain pipe could not show.
import { inputName, shownName } from '../text/file-name.js';

/**
 * Why the run cannot go on after the end of an input.
 * @param checkpoint the path of what a next run goes on from; undefined: nothing
 */
export function cutOffText(name: string, checkpoint: string | undefined): string {
  const kept = checkpoint === undefined ? '' : `, and ${shownName(checkpoint)} is kept as it was`;
  return (
    `${inputName(name)} was cut off: it began with @begin and ended without @end, so what writes it has died, failed or been stopped; ` +
    `open windows are not complete and were not written${kept}; run all of the pipe again`
  );
}
