export const SESSION_ID = 'sess_2aBcDeFgHiJkLmNoPqRsTuVwXyZ';
export const SESSION_PARAM = `_clerk_session_id=${SESSION_ID}`;
