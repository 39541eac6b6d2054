// What is wrong with compressed data, in words that follow "its gzip data".

export class DamagedData extends Error {
  constructor(what: string, options?: ErrorOptions) {
    super(what, options);
    this.name = 'DamagedData';
  }
}

/** They end before they are complete. */
export function endsEarly(cause?: unknown): DamagedData {
  return new DamagedData('end too early (was the file cut off?)', { cause });
}

/** @param how the finding of a decompressor or a checksum */
export function isDamaged(how: string, cause?: unknown): DamagedData {
  return new DamagedData(`are damaged (${how})`, { cause });
}
