import { exec, indexOf, slice } from '../../platform/natives.ts';

/** What is kept from one connection to the next. */
export interface Memory {
  lastEventId: string;
  /** How long to wait before the next connection, in ms. */
  retry: number;
}

/** In ms. A timer that waits longer fires at once. */
const LONGEST = 2 ** 31 - 1;

/**
 * Makes the function that takes the text of one connection, in pieces of any length
 * (https://html.spec.whatwg.org/#event-stream-interpretation). A page's own `split()` or `push()` must not lose events (E8), so
 * that it does without.
 *
 * @param onEvent is called with each event
 */
export function createParser(
  memory: Memory,
  onEvent: (type: string, data: string, lastEventId: string) => void,
): (text: string) => void {
  let { lastEventId } = memory;
  let type = '';
  /** Each line of data, with a line feed at its end. */
  let data = '';
  let rest = '';
  let isAfterCr = false;

  const readLine = (line: string) => {
    const colon = indexOf(line, ':');
    // A comment has no name.
    const name = colon < 0 ? line : slice(line, 0, colon);
    const value = colon < 0 ? '' : slice(line, colon + (line[colon + 1] === ' ' ? 2 : 1));
    if (name === 'data') data += `${value}\n`;
    else if (name === 'event') type = value;
    else if (name === 'id' && indexOf(value, '\0') < 0) lastEventId = value;
    else if (name === 'retry' && exec(/^\d+$/, value)) memory.retry = +value;
    if (memory.retry > LONGEST) memory.retry = LONGEST;
  };

  const endEvent = () => {
    memory.lastEventId = lastEventId;
    const name = type || 'message';
    const lines = data;
    type = data = '';
    if (lines) onEvent(name, slice(lines, 0, -1), lastEventId);
  };

  return (text) => {
    let start = 0;
    for (let i = 0; i < text.length; i++) {
      const character = text[i];
      const isCr = character === '\r';
      if (isCr || character === '\n') {
        const line = rest + slice(text, start, i);
        rest = '';
        start = i + 1;
        // The line has ended at the CR of a CRLF.
        if (isCr || !isAfterCr) {
          if (line) readLine(line);
          else endEvent();
        }
      }
      isAfterCr = isCr;
    }
    rest += slice(text, start);
  };
}
