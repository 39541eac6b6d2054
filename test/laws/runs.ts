// Runs of the whole program in this process, and what they write: from files, and from a socket in pieces of any size.
import { dribble, perform } from '../in-process.js';
import { type Folder, inFolder } from '../program.js';

export interface Written {
  readonly results: string;
  readonly late: string;
  readonly rejects: string;
}

const outputs = ['results', 'late', 'rejects'] as const;

export function destinations(folder: Folder): string[] {
  return ['-o', folder.at('results'), '--late', folder.at('late'), '--rejects', folder.at('rejects')];
}

export function written(folder: Folder): Written {
  const [results, late, rejects] = outputs.map((name) => folder.read(name));
  return { results: results!, late: late!, rejects: rejects! };
}

/** What a job writes about inputs that are files, and its account. */
export function fromFiles(
  job: readonly string[],
  texts: readonly string[],
): Promise<Written & { readonly said: string }> {
  return inFolder(async (folder) => {
    const files = texts.map((content, i) => {
      folder.write(`input-${i}`, content);
      return folder.at(`input-${i}`);
    });
    const { said } = await perform([...job, '-v', ...destinations(folder), ...files]);
    return { ...written(folder), said };
  });
}

/** The same about one that comes through a socket, chunk by chunk. */
export function fromSocket(job: readonly string[], chunks: readonly Uint8Array[]): Promise<Written> {
  return inFolder(async (folder) => {
    const socket = folder.at('s');
    const performance = perform([...job, ...destinations(folder), '--accept', '1', `unix-listen:${socket}`]);
    await Promise.all([performance, dribble(socket, chunks)]);
    return written(folder);
  });
}

export function cut(content: string, places: readonly number[]): Uint8Array[] {
  const bytes = Buffer.from(content);
  const at = [...new Set(places.map((place) => place % (bytes.length + 1)))].sort((a, b) => a - b);
  return [0, ...at].map((start, i) => bytes.subarray(start, at[i] ?? bytes.length)).filter((chunk) => chunk.length > 0);
}

/** Rejects name their input, which is called otherwise. */
export function nameless({ results, late, rejects }: Written): Written {
  return { results, late, rejects: rejects.replace(/"source":"[^"]*"/g, '"source":"…"') };
}
