// What a program of ES modules does with the package; it is only type-checked, against the packed package.
import { type ClerkInstance, type Explanation, type Installation, install, type Options, type Send } from 'clerk-ajax';
import { install as installAll } from 'clerk-ajax/all';

declare const clerk: ClerkInstance;

const options: Options = {
  backendOrigins: ["'self'", 'https://api.example.com'],
  send: 'session-id credentials',
  wait: 1000,
  clerk,
};
const installation: Installation = install(options);
const { sends, source }: Explanation = installation.explain(new URL('https://api.example.com/'));
export const first: Send | undefined = sends[0];
export const where: string | null = source;
installation.uninstall();
export const onPage: Explanation | undefined = window.ClerkAjax?.explain?.('/api');
installAll({ tokenOrigins: "'self'", patch: ['websocket', 'beacon'], tokenParam: 'access_token' }).uninstall();

install({ tokenOrigins: 'https://api.example.com' });
// @ts-expect-error one of the lists is required
install({});
// @ts-expect-error a word that is none of those that can be sent
install({ backendOrigins: "'self'", send: ['everything'] });
