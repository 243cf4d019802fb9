import type { StackGuide } from './guide.ts';

const escaped = (origin: string) => origin.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

export const apache: StackGuide = {
  cors: {
    title:
      'Apache, in <Directory> or .htaccess, with mod_headers, mod_setenvif, mod_rewrite and Options FollowSymLinks',
    code: ({ origin, credentials, methods, headers }) => `SetEnvIf Origin "^${escaped(origin)}$" CORS_ORIGIN=$0
# "always" is for errors, too.
Header always set Access-Control-Allow-Origin "%{CORS_ORIGIN}e" env=CORS_ORIGIN${
      credentials ? '\nHeader always set Access-Control-Allow-Credentials "true" env=CORS_ORIGIN' : ''
    }
Header always set Access-Control-Allow-Methods "${methods.join(', ')}" env=CORS_ORIGIN
Header always set Access-Control-Allow-Headers "${headers.join(', ')}" env=CORS_ORIGIN
Header always merge Vary "Origin"
RewriteEngine On
RewriteCond %{REQUEST_METHOD} =OPTIONS
RewriteRule ^ - [R=204,L]
# Without it, PHP and CGI do not see the token.
CGIPassAuth On`,
  },
};
