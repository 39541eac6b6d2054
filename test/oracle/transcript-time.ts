// Instants as a transcript spells them: `25` (ms), `26.667s`, `1m30s`, `0:26.667` (minutes and seconds), `12:04:59`,
// `2026-01-01T00:00Z`, `-inf`, `inf`.
import { parseDuration } from '../../src/text/duration.js';
import type { Instant } from '../../src/model/instant.js';

export function readTime(text: string): Instant {
  if (text === 'inf' || text === 'max') return Infinity;
  if (text === '-inf') return -Infinity;
  if (/^-?\d+$/.test(text)) return Number(text);
  if (/^\d{4}-/.test(text)) return Date.parse(text);
  if (!text.includes(':')) return parseDuration(text, true);
  const seconds = text
    .replace('-', '')
    .split(':')
    .reduce((sum, part) => sum * 60 + Number(part), 0);
  return Math.round(seconds * 1000) * (text.startsWith('-') ? -1 : 1);
}

export function timeText(at: Instant, style: 'ms' | 'clock' | 'iso'): string {
  if (at === Infinity) return 'inf';
  if (at === -Infinity) return '-inf';
  if (style === 'ms') return String(at);
  if (style === 'iso') return new Date(at).toISOString().replace(/(:00)?\.000Z$/, 'Z');
  const size = Math.abs(at);
  const [h, m, s] = [Math.floor(size / 36e5), Math.floor(size / 6e4) % 60, (size % 6e4) / 1000];
  const [whole = '', fraction] = String(s).split('.');
  const seconds = `${whole.padStart(2, '0')}${fraction === undefined ? '' : `.${fraction}`}`;
  return `${at < 0 ? '-' : ''}${h > 0 ? `${h}:${String(m).padStart(2, '0')}` : m}:${seconds}`;
}
