import type { StackGuide } from './guide.ts';

export const go: StackGuide = {
  cors: {
    title: 'Go, around the handler of everything else: preflights and errors pass through it, too',
    code: ({ origin, credentials, methods, headers }) => `handler = func(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Add("Vary", "Origin")
		if r.Header.Get("Origin") == "${origin}" {
			w.Header().Set("Access-Control-Allow-Origin", "${origin}")${
        credentials ? '\n\t\t\tw.Header().Set("Access-Control-Allow-Credentials", "true")' : ''
      }
			w.Header().Set("Access-Control-Expose-Headers", "x-clerk-auth-reason, x-clerk-auth-message")
			if r.Method == http.MethodOptions && r.Header.Get("Access-Control-Request-Method") != "" {
				w.Header().Set("Access-Control-Allow-Methods", "${methods.join(', ')}")
				w.Header().Set("Access-Control-Allow-Headers", "${headers.join(', ')}")
				w.WriteHeader(http.StatusNoContent)
				return
			}
		}
		next.ServeHTTP(w, r)
	})
}(handler)`,
  },
  parties: {
    title: 'Go, with clerk-sdk-go v2',
    code: ({ origin }) => `clerkhttp.WithHeaderAuthorization(clerkhttp.AuthorizedPartyMatches("${origin}"))`,
  },
};
