import { exec, indexOf, slice } from '../../platform/natives.ts';

/** The state that a stream keeps from one connection to the next. */
export interface Memory {
  lastEventId: string;
  /** How long to wait before the next connection, in ms. */
  retry: number;
}

/** In ms. A timer with a longer delay fires immediately. */
const LONGEST = 2 ** 31 - 1;

/**
 * Creates the function that parses the text of one connection, in chunks of any length
 * (https://html.spec.whatwg.org/#event-stream-interpretation). It uses neither `split()` nor `push()`, which the page
 * may have broken (E8).
 *
 * @param onEvent is called with each event
 */
export function createParser(
  memory: Memory,
  onEvent: (type: string, data: string, lastEventId: string) => void,
): (text: string) => void {
  let { lastEventId } = memory;
  let type = '';
  /** The lines of data, each with a trailing line feed. */
  let data = '';
  let rest = '';
  let isAfterCr = false;

  const readLine = (line: string) => {
    const colon = indexOf(line, ':');
    // A comment has an empty name.
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
        // In a CRLF, the CR has already ended the line.
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
