import express, { type Router } from 'express';
import type { Account } from './accounts.ts';
import type { ClerkState } from './state.ts';

/** The page that `Clerk.redirectToSignIn()` leads to. It asks for no password, and returns to the page's origin. */
export function createSignInPage(state: ClerkState, accounts: Account[], pageOrigin: string): Router {
  const router = express.Router();
  router.get('/', (_, response) => response.send(render(accounts)));
  router.post('/', express.urlencoded({ extended: false }), (request, response) => {
    if (!state.signIn(String(request.body?.email))) return response.status(422).send(render(accounts));
    return response.redirect(303, `${pageOrigin}/`);
  });
  return router;
}

const render = (accounts: Account[]) => `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>Sign in</title>
<style>
  body { font: 16px/1.5 sans-serif; max-width: 26em; margin: 4em auto; padding: 0 1em; }
  button { display: block; width: 100%; margin: 0.5em 0; padding: 0.6em; font: inherit; }
</style>
</head>
<body>
<h1>Sign in</h1>
<p>This page stands in for Clerk's. Its users are made up, and need no password.</p>
<form method="post">${accounts
  .map(
    ({ firstName, lastName, email }) =>
      `\n  <button name="email" value="${email}">Continue as ${firstName} ${lastName}</button>`,
  )
  .join('')}
</form>
</body>
</html>
`;
