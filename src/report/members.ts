// What stands in the events where a path was looked for, in words: a mistyped name is seen beside the right one.
import { singularPath, type Path } from '../event/path.js';
import { child } from '../event/jsonpath/node.js';
import { suggest, suggestionText } from '../text/suggest.js';
import { visible } from './reject-notice.js';

/** So many names are shown, and so much of each. */
const shownNames = 12;
const shownLength = 40;

type SeenMembers = Readonly<Record<string, unknown>>;

/**
 * `; members seen: ts, path, status; did you mean $.path?`; empty when no event of the sample is an object.
 * @param usual names that are likely where none resembles the one that was looked for, the likeliest first
 */
export function membersText(path: Path, events: readonly unknown[], usual: readonly string[] = []): string {
  const steps = path.steps ?? [];
  const { parents, depth } = lowest(events, steps);
  const names = [...new Set(parents.flatMap((parent) => Object.keys(parent)))];
  if (names.length === 0) return '';
  const way = depth > 0 ? `members of ${wayTo(steps.slice(0, depth))}` : 'members seen';
  const meant = typeof steps[depth] === 'string' ? meantBy(steps[depth], names, usual) : undefined;
  const remedy = suggestionText(meant === undefined ? undefined : wayTo([...steps.slice(0, depth), meant]));
  return `; ${way}: ${listed(names)}${remedy}`;
}

function meantBy(name: string, names: readonly string[], usual: readonly string[]): string | undefined {
  return suggest(name, new Set(names)) ?? usual.find((known) => names.includes(known));
}

/** The objects that lie deepest on the way along these steps, and how deep. */
function lowest(
  events: readonly unknown[],
  steps: readonly (string | number)[],
): { parents: SeenMembers[]; depth: number } {
  let parents = events.filter(isMembers);
  let depth = 0;
  for (; depth < steps.length - 1; depth++) {
    const below = parents.map((parent) => child(parent, steps[depth]!)).filter(isMembers);
    if (below.length === 0) break;
    parents = below;
  }
  return { parents, depth };
}

function isMembers(value: unknown): value is SeenMembers {
  return typeof value === 'object' && value !== null;
}

function listed(names: readonly string[]): string {
  const shown = names.slice(0, shownNames).map(nameText);
  return names.length > shownNames ? `${shown.join(', ')}, …` : shown.join(', ');
}

function wayTo(steps: readonly (string | number)[]): string {
  return nameText(singularPath(steps).text);
}

/** Names are data, and data are hostile. */
function nameText(name: string): string {
  const short = name.length > shownLength ? `${name.slice(0, shownLength)}…` : name;
  return visible(/^[^\s,;]+$/.test(short) ? short : JSON.stringify(short));
}
