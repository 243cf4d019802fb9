import type { StackGuide } from './guide.ts';

const list = (values: string[]) => `[]string{${values.map((value) => `"${value}"`).join(', ')}}`;

export const go: StackGuide = {
  cors: {
    title: 'Go, with github.com/rs/cors',
    code: ({ origin, credentials, methods, headers }) => `handler = cors.New(cors.Options{
	AllowedOrigins:   ${list([origin])},
	AllowedMethods:   ${list(methods)},
	AllowedHeaders:   ${list(headers)},
	AllowCredentials: ${credentials},
}).Handler(handler) // outermost: OPTIONS and errors pass through it, too`,
  },
  parties: {
    title: 'Go, with clerk-sdk-go v2',
    code: ({ origin }) => `clerkhttp.WithHeaderAuthorization(clerkhttp.AuthorizedPartyMatches("${origin}"))`,
  },
};
