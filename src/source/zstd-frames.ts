// The frames of Zstandard data (RFC 8878 §3.1), one behind the other. The headers of their blocks show where each ends,
// without unpacking anything: each may have been a file, and what is behind the last one is none of them.
import { endsEarly, isDamaged } from './damaged-data.js';
import type { PackedBytes } from './packed-bytes.js';

const dataFrame = 0xfd2fb528;
/** The last four bits of its magic number are anything. */
const skippableFrame = 0x184d2a50;
const [repeated, reserved] = [1, 3];

/** A frame, to be read before the next one is taken. */
export interface Frame {
  /** Its bytes. @throws DamagedData */
  pieces(): AsyncGenerator<Buffer>;
  /** The input has ended within it. */
  readonly isCutOff: boolean;
}

/** The frames with data in them. What is behind the last one stays. @throws DamagedData */
export async function* framesOf(packed: PackedBytes): AsyncGenerator<Frame> {
  while (true) {
    const magic = await packed.peek(4);
    const number = magic.length < 4 ? 0 : magic.readUInt32LE();
    if (number === dataFrame) yield new DataFrame(packed);
    else if ((number & ~15) >>> 0 === skippableFrame) await skip(packed);
    else return;
  }
}

async function skip(packed: PackedBytes): Promise<void> {
  const head = await packed.takeAll(8);
  if (head.length < 8) throw endsEarly();
  for (let left = head.readUInt32LE(4); left > 0;) {
    const piece = await packed.take(left);
    if (piece.length === 0) throw endsEarly();
    left -= piece.length;
  }
}

class DataFrame implements Frame {
  readonly #packed: PackedBytes;
  isCutOff = false;

  constructor(packed: PackedBytes) {
    this.#packed = packed;
  }

  async *pieces(): AsyncGenerator<Buffer> {
    const start = await this.#packed.peek(5);
    const descriptor = start[4] ?? 0;
    yield* this.#next(headerLength(descriptor));
    for (let isLast = false; !isLast && !this.isCutOff;) {
      const bytes = await this.#packed.peek(3);
      const head = bytes.length < 3 ? 0 : bytes.readUIntLE(0, 3);
      isLast = (head & 1) === 1;
      yield* this.#next(3 + blockLength(head));
    }
    if ((descriptor & 4) !== 0 && !this.isCutOff) yield* this.#next(4);
  }

  async *#next(n: number): AsyncGenerator<Buffer> {
    const bytes = await this.#packed.takeAll(n);
    this.isCutOff ||= bytes.length < n;
    yield bytes;
  }
}

/** Of the header, the magic number included, from its fifth byte. */
function headerLength(descriptor: number): number {
  const isSingle = (descriptor & 32) !== 0;
  const window = isSingle ? 0 : 1;
  const dictionary = [0, 1, 2, 4][descriptor & 3]!;
  const content = [isSingle ? 1 : 0, 2, 4, 8][descriptor >> 6]!;
  return 5 + window + dictionary + content;
}

function blockLength(head: number): number {
  const type = (head >> 1) & 3;
  if (type === reserved) throw isDamaged('there is no such block');
  return type === repeated ? 1 : head >> 3;
}
