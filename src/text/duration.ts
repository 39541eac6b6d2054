// The DURATION of the command line (SPEC §2): `250ms`, `1h30m`, `PT5M`, `0s`; a bare number is refused, because
// whether 10 means seconds or milliseconds should not have to be remembered.
import type { Duration } from '../model/instant.js';
import { listed, suggestionText } from './suggest.js';
import { unitSynonyms } from './synonyms.js';
import { UsageError } from './usage-error.js';

const unitMs: Readonly<Record<string, number>> = { ms: 1, s: 1e3, m: 6e4, h: 36e5, d: 864e5, w: 6048e5 };
const form = '250ms, 10s, 5m, 2h, 1d, 1w, sums like 1h30m, or ISO 8601 like PT5M';

/**
 * Milliseconds of a DURATION text; whole milliseconds, at most 2^53.
 * @param signed whether a leading minus (or plus) is allowed, as in `offset=-3ms`
 * @throws Misuse when the text is no duration
 */
export function parseDuration(text: string, signed = false): Duration {
  const sign = signed && text.startsWith('-') ? -1 : 1;
  const body = signed && /^[+-]/.test(text) ? text.slice(1) : text;
  const ms = sumOfUnits(body) ?? iso8601(body);
  if (ms === undefined) throw new UsageError(complaint(text), form);
  const whole = Math.round(ms);
  if (Math.abs(whole - ms) > 1e-6) throw new UsageError(`"${text}" is finer than a millisecond`, form);
  if (whole > Number.MAX_SAFE_INTEGER) throw new UsageError(`"${text}" is too long`, form);
  return whole === 0 ? 0 : sign * whole;
}

/** The shortest DURATION text of whole milliseconds: 90000 → `1m30s`; 0 → `0s`. */
export function durationText(ms: Duration): string {
  if (ms === Infinity) return 'unlimited';
  if (ms === 0) return '0s';
  let rest = Math.abs(ms);
  let text = ms < 0 ? '-' : '';
  for (const unit of ['d', 'h', 'm', 's', 'ms']) {
    const size = unitMs[unit]!;
    const n = Math.floor(rest / size);
    if (n > 0) text += `${n}${unit}`;
    rest -= n * size;
  }
  return text;
}

/** ISO 8601 text of a duration, as in `lateBy`: 3000 → `PT3S`, 0 → `PT0S`, 90061001 → `P1DT1H1M1.001S`. */
export function isoDuration(ms: Duration): string {
  const sign = ms < 0 ? '-' : '';
  let rest = Math.abs(ms);
  const take = (size: number): number => {
    const n = Math.floor(rest / size);
    rest -= n * size;
    return n;
  };
  const [d, h, m] = [take(864e5), take(36e5), take(6e4)];
  const seconds = rest > 0 || (d === 0 && h === 0 && m === 0) ? `${rest / 1000}S` : '';
  const time = `${h > 0 ? `${h}H` : ''}${m > 0 ? `${m}M` : ''}${seconds}`;
  return `${sign}P${d > 0 ? `${d}D` : ''}${time === '' ? '' : `T${time}`}`;
}

function sumOfUnits(text: string): number | undefined {
  if (!/^(\d+(\.\d+)?(ms|s|m|h|d|w))+$/.test(text)) return undefined;
  let ms = 0;
  for (const [, n, unit] of text.matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h|d|w)/g)) ms += Number(n) * unitMs[unit!]!;
  return ms;
}

function iso8601(text: string): number | undefined {
  const parts =
    /^P(?=.)(?:(\d+(?:\.\d+)?)W)?(?:(\d+(?:\.\d+)?)D)?(?:T(?=.)(?:(\d+(?:\.\d+)?)H)?(?:(\d+(?:\.\d+)?)M)?(?:(\d+(?:\.\d+)?)S)?)?$/i.exec(
      text,
    );
  if (parts === null) return undefined;
  const units = [6048e5, 864e5, 36e5, 6e4, 1e3];
  return units.reduce((ms, unit, i) => ms + Number(parts[i + 1] ?? 0) * unit, 0);
}

function complaint(text: string): string {
  if (/^[+-]?\d+(\.\d+)?$/.test(text)) return `"${text}" has no unit: write ${text}s or ${text}ms`;
  if (/^P.*\d[YM](?!.*T)/i.test(text) && /Y|M/i.test(text.split(/T/i)[0] ?? ''))
    return `"${text}" names years or months, which have no fixed length; see --window calendar`;
  if (text === '') return 'the duration is empty';
  return `"${text}" is no duration${suggestionText(inOurUnits(text))}`;
}

/** `5min`, `1 hour` and `1h 30m` with the units that a DURATION has; undefined when there are others in it. */
export function inOurUnits(text: string): string | undefined {
  if (!/^\s*(?:\d{1,12}(?:\.\d{1,12})?\s*[a-z]{1,12}[\s,]*)+$/i.test(text.slice(0, 100))) return undefined;
  const parts = [...text.matchAll(/(\d+(?:\.\d+)?)\s*([a-z]+)/gi)].map(([, n, unit]) => n! + (unitOf(unit!) ?? '?'));
  return sumOfUnits(parts.join('')) === undefined ? undefined : parts.join('');
}

function unitOf(unit: string): string | undefined {
  return Object.hasOwn(unitMs, unit.toLowerCase()) && unit !== 'M' ? unit.toLowerCase() : listed(unit, unitSynonyms);
}
