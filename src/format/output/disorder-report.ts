// What `flowctl disorder` has found: for people as a page, for programs as one JSON object.
import type { BoundLoss, DisorderFigures, SourceDisorder } from '../../model/disorder.js';
import type { Duration } from '../../model/instant.js';
import { durationText, isoDuration } from '../../text/duration.js';
import { groupedNumber } from '../../text/grouped-number.js';
import { instantText, type TimeOutput } from '../../text/instant-text.js';

export interface DisorderLayout {
  readonly as: 'text' | 'json';
  /** Whether an event is behind only once its windows have ended. */
  readonly windowed: boolean;
  /** A key as JSON text. */
  readonly keyText: (key: number) => string;
  readonly times: TimeOutput;
}

/** What was found, as it is written. */
export function disorderReport(found: DisorderFigures, layout: DisorderLayout): string {
  return layout.as === 'json' ? asJson(found, layout) : asText(found, layout);
}

function asText(found: DisorderFigures, { keyText, times, windowed }: DisorderLayout): string {
  if (found.events === 0) return 'no events\n';
  const parts = [
    headText(found, times, windowed),
    found.behind === 0 ? 'None would be late: the default, --watermark ascending, loses none.\n' : lossText(found),
    ...(found.sources.length === 0 ? [] : [sourcesText(found.sources, keyText)]),
    ...(found.gaps.length === 0 ? [] : [gapsText(found.gaps, times)]),
    ...(found.future.events === 0 ? [] : [futureText(found.future)]),
  ];
  return parts.join('\n');
}

function headText(
  { events, first, last, behind, furthest, quantiles }: DisorderFigures,
  times: TimeOutput,
  windowed: boolean,
): string {
  const span = `${bare(instantText(first, times))} to ${bare(instantText(last, times))}`;
  const head = `${many(events, 'event')}, ${span} (${durationText(last - first)})\n`;
  if (behind === 0) return head;
  const shares = quantiles
    .filter((one) => one.behind > 0)
    .map((one) => `${percent(one.q)} by ${durationText(one.behind)}`);
  const all = shares.length === 0 ? '' : `of all events ${shares.join(', ')} at most\n`;
  const how = windowed ? 'came when their windows had ended' : 'came behind a later one';
  const them = `${groupedNumber(behind)} (${percent(behind / events)}) ${how}, by ${durationText(furthest)} at most`;
  return `${head}${them}\n${all}`;
}

function lossText({ events, bounds, needed }: DisorderFigures): string {
  const lost = (row: BoundLoss): string[] => [
    `bounded:${durationText(row.bound)}`,
    groupedNumber(row.late),
    percent(row.late / events),
  ];
  const least = needed.map((row) => [row.share === 0 ? 'none' : percent(row.share), ...lost(row)]);
  return `${columns([['--watermark', 'late', ''], ...bounds.map(lost)])}\n${columns([['to lose at most', 'it takes', 'late', ''], ...least], 2)}`; // prettier-ignore
}

function sourcesText(sources: readonly SourceDisorder[], keyText: (key: number) => string): string {
  const rows = sources.map(({ key, furthest, behind, events }) => [
    keyText(key),
    durationText(furthest),
    `${groupedNumber(behind)} of ${groupedNumber(events)}`,
  ]);
  return columns([['furthest behind', 'by', 'events'], ...rows]);
}

function gapsText(gaps: DisorderFigures['gaps'], times: TimeOutput): string {
  const rows = gaps.map(({ from, to }) => [
    bare(instantText(from, times)),
    bare(instantText(to, times)),
    durationText(to - from),
  ]);
  return columns([['longest gap from', 'to', 'length'], ...rows], 2);
}

function futureText({ events, furthest }: DisorderFigures['future']): string {
  return `${many(events, 'event')} ${events === 1 ? 'is' : 'are'} ahead of the clock, the furthest by ${durationText(Math.round(furthest))}\n`;
}

/** Rows under each other, as wide as they have to be. @param left so many columns are flush left, the others flush right */
function columns(rows: readonly (readonly string[])[], left = 1): string {
  const widths = rows[0]!.map((_, i) => Math.max(...rows.map((row) => row[i]!.length)));
  const line = (row: readonly string[]): string =>
    row
      .map((cell, i) => (i < left ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!)))
      .join('  ')
      .trimEnd();
  return rows.map((row) => `${line(row)}\n`).join('');
}

function asJson(found: DisorderFigures, { keyText, times }: DisorderLayout): string {
  const { events, first, last, behind, furthest, quantiles, bounds, needed, future, gaps, sources } = found;
  const at = (instant: number): string => (Number.isFinite(instant) ? instantText(instant, times) : 'null');
  const long = (ms: Duration): string => `"${isoDuration(ms)}"`;
  const shares = quantiles.map(({ q, behind: by }) => `"p${Number((100 * q).toPrecision(6))}":${long(by)}`);
  const loss = ({ bound, late }: BoundLoss): string => `"bound":${long(bound)},"late":${late}`;
  const members = [
    `"events":${events},"first":${at(first)},"last":${at(last)},"behind":${behind},"furthest":${long(furthest)}`,
    `"quantiles":{${shares.join(',')}}`,
    `"bounds":[${bounds.map((row) => `{${loss(row)}}`).join(',')}]`,
    `"needed":[${needed.map((row) => `{"share":${row.share},${loss(row)}}`).join(',')}]`,
    `"future":{"events":${future.events},"furthest":${long(Math.round(future.furthest))}}`,
    `"gaps":[${gaps.map(({ from, to }) => `{"from":${at(from)},"to":${at(to)}}`).join(',')}]`,
    `"sources":[${sources.map((row) => `{"key":${keyText(row.key)},"events":${row.events},"behind":${row.behind},"furthest":${long(row.furthest)}}`).join(',')}]`, // prettier-ignore
  ];
  return `{${members.join(',')}}\n`;
}

/** Without the quotes of JSON. */
function bare(instant: string): string {
  return instant.replaceAll('"', '');
}

/** Three digits: `12.3 %`, `0.004 %`. */
function percent(share: number): string {
  return `${Number((100 * share).toPrecision(3))} %`;
}

function many(n: number, what: string): string {
  return `${groupedNumber(n)} ${what}${n === 1 ? '' : 's'}`;
}
