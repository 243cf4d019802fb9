/** What is kept from one connection to the next. */
export interface Memory {
  lastEventId: string;
  /** How long to wait before the next connection, in ms. */
  retry: number;
}

/**
 * Makes the function that takes the text of one connection, in pieces of any length
 * (https://html.spec.whatwg.org/#event-stream-interpretation).
 *
 * @param onEvent is called with each event
 */
export function createParser(
  memory: Memory,
  onEvent: (type: string, data: string, lastEventId: string) => void,
): (text: string) => void {
  let { lastEventId } = memory;
  let type = '';
  let data: string[] = [];
  let rest = '';
  let isAfterCr = false;

  const readLine = (line: string) => {
    // A comment has no name.
    const [, name, value] = /^([^:]*):? ?([\s\S]*)$/.exec(line) as unknown as [string, string, string];
    if (name === 'data') data.push(value);
    else if (name === 'event') type = value;
    else if (name === 'id' && value.indexOf('\0') < 0) lastEventId = value;
    else if (name === 'retry' && /^\d+$/.test(value)) memory.retry = +value;
  };

  const endEvent = () => {
    memory.lastEventId = lastEventId;
    const lines = data;
    const name = type || 'message';
    type = '';
    data = [];
    if (lines.length) onEvent(name, lines.join('\n'), lastEventId);
  };

  return (text) => {
    if (!text) return;
    // The line has ended at the CR of a CRLF that was split.
    if (isAfterCr && text[0] === '\n') text = text.slice(1);
    isAfterCr = text[text.length - 1] === '\r';
    const lines = text.split(/\r\n?|\n/);
    lines[0] = rest + lines[0];
    rest = lines.pop() as string;
    for (const line of lines) {
      if (line) readLine(line);
      else endEvent();
    }
  };
}
