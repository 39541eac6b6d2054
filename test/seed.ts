// Random tests try new cases on every machine, and print the seed when one fails. In CI the seed is fixed, so that what is
// checked is the change and not the day's luck; FLOWCTL_SEED names another.
import fc from 'fast-check';

const seed = process.env['FLOWCTL_SEED'] ?? (process.env['CI'] === 'true' ? '20261120' : undefined);
if (seed !== undefined) fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: Number(seed) });
