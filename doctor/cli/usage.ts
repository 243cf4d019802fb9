import { STACKS } from '../advice/stacks/stacks.ts';

export const USAGE = `Asks a backend what a browser would ask for a page with clerk-ajax, and says what to change.

  npx clerk-ajax check <URL of a call> --page <URL of the page> [options]

  --page URL         the page that makes the call, or its origin
  --tag              look at the page, too: its clerk-ajax tag and its Content Security Policy
  --send MODES        what the calls get: "session-token" (data-token-origins), "session-id credentials"
                     (data-backend-origins), or another value of data-send; decides the exit code
  --method NAME      a method that the page uses; may be given again (default: GET)
  --header TEXT      a header that the page sets, such as "Content-Type: application/json"; may be given again
  --token-env NAME   the environment variable that holds a session token; copy one in the page's console:
                     copy(await Clerk.session.getToken({ skipCache: true }))
  --key KEY          the publishable key, pk_…
  --for STACK        what to change, in the words of ${STACKS.join(', ')}
  --timeout MS       the longest time for each answer, in milliseconds (default: 10000)
  --json             the report as JSON
  --verbose          each request, as a line for curl
  --version, --help

It sends GET and OPTIONS requests, and the session to no other origin than that of the call.
Exit code: 0 the mode works, 1 it will fail, 2 the backend or the page did not respond.
`;
