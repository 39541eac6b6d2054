// Lines as logs have them: mostly events, somewhat out of order, and now and then something else.
import fc from 'fast-check';

const anEvent = fc
  .record({
    t: fc.integer({ min: -50, max: 150 }),
    k: fc.constantFrom('a', 'b', 'ä'),
    v: fc.integer({ min: -9, max: 9 }),
  })
  .map((event) => JSON.stringify(event));

const aLine = fc.oneof(
  { weight: 12, arbitrary: anEvent },
  { weight: 1, arbitrary: fc.constantFrom('', ' \t', '{"t":1,}', '{"v":1}', '{"t":"?"}', '"text"', 'no json') },
  {
    weight: 1,
    arbitrary: fc.constantFrom('{"t":7,"k":12345678901234567890,"v":1e400}', '{"t":8.5,"k":"\\u0061","v":0.1}\r'),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom('{"@mark":1}', '{"@watermark":20}', '{"@clock":30}', '{"@clock":41}', '{"@idle":true}'),
  },
);

/** With `--control in`, so that control lines are no rejects; the last line may have no end. */
export const randomText = fc
  .tuple(fc.array(aLine, { maxLength: 60 }), fc.boolean())
  .map(([lines, closed]) => lines.join('\n') + (closed && lines.length > 0 ? '\n' : ''));
