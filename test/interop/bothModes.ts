import { origins } from '../kit/page.ts';

/** Attributes of the shim's tag for backends of both modes. */
export const BOTH = {
  'data-backend-origins': `'self' ${origins.backend}`,
  'data-token-origins': origins.foreign,
};
