import { STACKS } from '../advice/stacks/stacks.ts';

export const USAGE = `Sends a backend the requests that a browser would send for a page with clerk-ajax, and says what to change.

  npx clerk-ajax check <URL of a call> --page <URL of the page> [options]

  --page URL         the page that makes the call, or its origin
  --tag              read the page, too: its clerk-ajax tag, its ClerkJS and its Content Security Policy
  --html FILE        read the page from a file that a browser has saved
  --cookie-env NAME  the environment variable with the cookies to read the page with, such as "session=…"
  --send MODE        what calls carry: "session-token" (data-token-origins), "session-id credentials"
                     (data-backend-origins), or another value of data-send; decides the exit code
  --method NAME      a method that the page uses; can be repeated (default: GET)
  --header TEXT      a header that the page sets, such as "Content-Type: application/json"; can be repeated
  --token-env NAME   the environment variable that holds a session token; copy one in the page's console:
                     copy(await Clerk.session.getToken({ skipCache: true }))
  --token-header NAME  the header that carries the token (default: that of the tag, or Authorization)
  --template NAME    the JWT template of the tokens
  --key KEY          the publishable key, pk_…
  --for STACK        print the code of the backend: ${STACKS.join(', ')}
  --all              report all modes in full
  --timeout MS       the longest time for each response, in milliseconds (default: 10000)
  --json             print the report as JSON
  --verbose          print each request as a curl command
  --version, --help

It sends GET and OPTIONS requests, and the session to no other origin than that of the call.
Exit code: 0 the mode works, 1 it will fail, 2 the backend or the page did not respond.

  npx clerk-ajax tag --key <KEY> --backend <URL of a call> [options]

Prints the tag to paste, after asking the backend which mode it speaks.

  --backend URL      a call to a backend; can be repeated
  --page URL         the page that the tag is for
  --token-env NAME, --timeout MS, --for STACK  as above
`;
