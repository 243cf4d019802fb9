import type { Request, Response } from 'express';
import { clientResource, sessionResource, tokenResource } from './resources.ts';
import { failure, notFound, type Routes } from './routes.ts';
import type { ClerkState, Session } from './state.ts';

const notMember = (response: Response) =>
  failure(response, 403, 'organization_not_found_or_unauthorized', 'not a member of this organization');

/** The organization that a request names: `null` for the personal account, `undefined` if it does not say. */
const organizationIn = (request: Request, name: string): string | null | undefined => {
  const value: string | undefined = request.body?.[name];
  return value === '' ? null : value;
};

/** The endpoints that ClerkJS calls for one session. */
export function addSessionRoutes({ on }: Routes, state: ClerkState, pageOrigin: string): void {
  const answer = async (response: Response, session: Session) =>
    response.json({
      response: await sessionResource(state, session, pageOrigin),
      client: await clientResource(state, pageOrigin),
    });
  const onSession = (action: string, post: (session: Session, request: Request, response: Response) => unknown) =>
    on(`/v1/client/sessions/:id/${action}`, {
      POST(request, response) {
        const { id } = request.params;
        const session = state.sessions.find((each) => each.id === id && each.status === 'active');
        return session ? post(session, request, response) : notFound(response);
      },
    });

  onSession('touch', (session, request, response) => {
    const chosen = organizationIn(request, 'active_organization_id');
    if (chosen && !state.isMember(session, chosen)) return notMember(response);
    // A user who has to choose an organization cannot go back to none.
    if (chosen || (chosen === null && !state.instance.forceOrganizationSelection)) session.organization = chosen;
    session.lastActiveAt = Date.now();
    state.lastActiveSessionId = session.id;
    return answer(response, session);
  });

  onSession('tokens', async (session, request, response) => {
    // ClerkJS 4 does not send an organization.
    const organization = organizationIn(request, 'organization_id');
    if (organization && !state.isMember(session, organization)) return notMember(response);
    response.json(tokenResource(await state.token(session, pageOrigin, organization)));
  });

  onSession('tokens/:template', async (session, request, response) => {
    const name = String(request.params.template);
    const token = state.templateToken(session, pageOrigin, name);
    const message = `No JWT template exists with name: ${name}`;
    if (!token) return failure(response, 404, 'resource_not_found', 'JWT template not found', message);
    response.json(tokenResource(await token));
  });

  for (const [action, status] of [['end', 'ended'] as const, ['remove', 'removed'] as const]) {
    onSession(action, (session, _, response) => {
      state.end(session.id, status);
      return answer(response, session);
    });
  }
}
