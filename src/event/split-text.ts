// Text cut at the matches of a regular expression. Each match is found in linear time, but looking for one may go on to the
// end of the text, and for the next one again: a page of 64 KB that is cut by `a.*c|a` holds a run for minutes. So it is
// counted as work, before, what looking for the next match may take.
import { compileRegex, workPerCharacter } from './jsonpath/regex.js';
import { mayLookFarAhead, regexSize } from './jsonpath/regex-size.js';
import { work } from './jsonpath/work.js';

/**
 * What lies between the matches of this pattern in a text; empty pieces are none. It throws TooMuchWork where a line may
 * not be so much.
 * @throws an Error when the pattern is no regular expression
 */
export function splitterAt(pattern: string): (text: string) => readonly string[] {
  const regex = compileRegex(pattern);
  const size = regexSize(pattern);
  const each = workPerCharacter(size);
  const ahead = mayLookFarAhead(pattern) ? Infinity : size;
  return (text) => {
    const pieces: string[] = [];
    const matcher = regex.matcher(text);
    let at = 0;
    work(each * text.length);
    for (; matcher.find(); at = matcher.end()) {
      if (matcher.start() > at) pieces.push(text.slice(at, matcher.start()));
      work(each * Math.min(text.length - matcher.end(), ahead));
    }
    if (at < text.length) pieces.push(text.slice(at));
    return pieces;
  };
}
