// Zstandard (RFC 8878). Node unpacks it from version 22 on; before that a zstd program does, one for all frames.
import type { Transform } from 'node:stream';
import { endsEarly, isDamaged } from './damaged-data.js';
import type { PackedBytes } from './packed-bytes.js';
import { transformed } from './transform.js';
import type { PackedInput } from './transform.js';
import type { PlainPiece } from './byte-order-marks.js';
import { framesOf } from './zstd-frames.js';
import type { Frame } from './zstd-frames.js';
import { byProgram } from './zstd-program.js';

const chunkSize = 262_144;

/** The plain bytes of all frames. What is behind the last one stays. @throws DamagedData; an Error without a program */
export function unzstd(packed: PackedBytes, name: string): AsyncGenerator<PlainPiece> {
  const { createZstdDecompress } = process.getBuiltinModule('node:zlib') as {
    readonly createZstdDecompress?: (options: { readonly chunkSize: number }) => Transform;
  };
  const frames = framesOf(packed);
  return createZstdDecompress === undefined
    ? byProgram(frames, name)
    : byNode(frames, () => createZstdDecompress({ chunkSize }));
}

async function* byNode(frames: AsyncIterable<Frame>, open: () => Transform): AsyncGenerator<PlainPiece> {
  for await (const packed of frames) {
    let isFirst = true;
    for await (const bytes of transformed(open(), asInput(packed))) {
      yield { bytes, isFirst };
      isFirst = false;
    }
    if (packed.isCutOff) throw endsEarly();
  }
}

function asInput(packed: Frame): PackedInput {
  const pieces = packed.pieces();
  const take = async (): Promise<Buffer> => {
    const next = await pieces.next();
    return next.done === true ? Buffer.alloc(0) : next.value;
  };
  return {
    take,
    giveBack: (bytes) => {
      if (bytes.length > 0) throw isDamaged('a frame ends before its last block');
    },
  };
}
