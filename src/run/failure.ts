// A run that cannot go on: what happened, what it means, what to do, and the exit status (SPEC §9).

export class Failure extends Error {
  /** 1 failure while running, 3 a threshold was broken, 4 bad data under --strict, 75 the checkpoint is in use. */
  readonly status: 1 | 3 | 4 | 75;

  constructor(message: string, status: 1 | 3 | 4 | 75 = 1) {
    super(message);
    this.name = 'Failure';
    this.status = status;
  }
}
