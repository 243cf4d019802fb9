import type { RunEvent } from '../kit/protocol.ts';

/** Synchronous, so that the server knows what has begun even if that never lets go of the page. */
export function postEvent(event: RunEvent): void {
  const request = new XMLHttpRequest();
  request.open('POST', '/control/event', false);
  request.send(JSON.stringify(event));
}
