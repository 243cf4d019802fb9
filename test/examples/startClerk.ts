import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { generateKeyPair, type JWTHeaderParameters, type JWTPayload, SignJWT } from 'jose';
import { ADA, GRACE } from '../servers/clerk/frontend-api/accounts.ts';
import { createClerkState } from '../servers/clerk/frontend-api/clerkState.ts';
import { createFrontendApi } from '../servers/clerk/frontend-api/frontendApi.ts';
import type { ClerkState, Session } from '../servers/clerk/frontend-api/state.ts';

/** A stand-in for a Clerk instance that can also issue tokens that no real instance would. */
export interface Clerk {
  state: ClerkState;
  /** Ada's active session, or Grace's. */
  sessionOf(firstName: 'Ada' | 'Grace'): Session;
  /** The `data-clerk-proxy-url` for the pages of an origin. */
  proxyUrl(pageOrigin: string): string;
  /** Signs any claims with the key of the instance. */
  sign(claims: JWTPayload, header?: JWTHeaderParameters): Promise<string>;
  /** Issues this token for every session from now on; `undefined` issues real ones again. */
  issue(token: string | undefined): void;
  /** Signs in both accounts unless they are; Ada's becomes the active one. */
  signIn(): void;
  close(): Promise<void>;
}

export async function startClerk(): Promise<Clerk> {
  const keys = await generateKeyPair('RS256');
  const state = await createClerkState(60, keys);
  const ownToken = state.token;
  const app = express();
  const server = await new Promise<Server>((resolve) => {
    const listening = app.listen(0, 'localhost', () => resolve(listening));
  });
  let pages = 0;
  return {
    state,
    sessionOf(firstName) {
      const session = state.sessions.find(
        ({ account, status }) => account.firstName === firstName && status === 'active',
      );
      if (!session) throw new Error(`${firstName} is not signed in`);
      return session;
    },
    proxyUrl(pageOrigin) {
      const path = `/page-${pages++}/__clerk`;
      app.use(path, createFrontendApi(state, { pageOrigin }));
      return `http://localhost:${(server.address() as AddressInfo).port}${path}`;
    },
    sign: (claims, header = { alg: 'RS256', typ: 'JWT' }) =>
      new SignJWT(claims).setProtectedHeader(header).sign(keys.privateKey),
    issue(token) {
      state.token = token === undefined ? ownToken : async () => token;
    },
    signIn() {
      state.signIn(GRACE.email);
      state.signIn(ADA.email);
    },
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
