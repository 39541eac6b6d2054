// A file that is no whole checkpoint. Nothing of it is used: a state that is half right would count wrong in silence.

export class CorruptCheckpoint extends Error {
  /** @param why completes the sentence `state.ckpt …`, e.g. `ends too early` */
  constructor(why: string) {
    super(why);
    this.name = 'CorruptCheckpoint';
  }
}
