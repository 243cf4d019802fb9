package main

// What a Go backend needs for calls with Clerk session tokens: CORS, and a check of the token.

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"regexp"
	"time"

	"github.com/golang-jwt/jwt/v4"
)

// leeway is the allowed clock skew between Clerk and this server.
const leeway = 5 * time.Second

// Claims are the claims of a session token.
type Claims struct {
	jwt.RegisteredClaims
	SessionID string `json:"sid"`
	// AuthorizedParty is the origin of the page that the token was issued for.
	AuthorizedParty string `json:"azp"`
	Status          string `json:"sts"`
}

// Refused says why a call has no valid session token.
type Refused struct{ Reason, Message string }

// Clerk checks calls from the pages of the given origins.
type Clerk struct {
	key     interface{}
	parties map[string]bool
}

// NewClerk takes the PEM public key of the Clerk instance, and the origins whose pages may call.
func NewClerk(pem string, parties []string) (*Clerk, error) {
	key, err := jwt.ParseRSAPublicKeyFromPEM([]byte(pem))
	if err != nil {
		return nil, errors.New("CLERK_JWT_KEY is not the PEM public key of a Clerk instance")
	}
	c := &Clerk{key: key, parties: map[string]bool{}}
	for _, party := range parties {
		c.parties[party] = true
	}
	return c, nil
}

// CORS wraps everything else, because error responses need these headers, too: without them the page cannot read the status.
func (c *Clerk) CORS(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		header := w.Header()
		// Otherwise a cache may serve one origin's response to another, or one account's to the next.
		header.Add("Vary", "Origin")
		header.Set("Cache-Control", "no-store")
		if origin := r.Header.Get("Origin"); c.parties[origin] {
			header.Set("Access-Control-Allow-Origin", origin)
			header.Set("Access-Control-Allow-Methods", "GET, POST, PUT, PATCH, DELETE")
			header.Set("Access-Control-Allow-Headers", "Authorization, Content-Type, Last-Event-ID")
			header.Set("Access-Control-Expose-Headers", "X-Clerk-Auth-Reason, X-Clerk-Auth-Message")
			header.Set("Access-Control-Max-Age", "600")
		}
		// A preflight never carries a token.
		if r.Method == http.MethodOptions {
			w.WriteHeader(http.StatusNoContent)
			return
		}
		next.ServeHTTP(w, r)
	})
}

type claimsKey struct{}

// Session returns the claims of a call that RequireSession has passed on.
func Session(r *http.Request) *Claims { return r.Context().Value(claimsKey{}).(*Claims) }

// RequireSession passes calls with a valid session token on, and answers all others with 401 and the reason.
func (c *Clerk) RequireSession(next http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		claims, refused := c.verify(r.Header.Get("Authorization"))
		if refused != nil {
			w.Header().Set("WWW-Authenticate", "Bearer")
			w.Header().Set("X-Clerk-Auth-Reason", refused.Reason)
			w.Header().Set("X-Clerk-Auth-Message", refused.Message)
			answer(w, http.StatusUnauthorized, map[string]string{
				"error": "unauthorized", "reason": refused.Reason, "message": refused.Message,
			})
			return
		}
		next(w, r.WithContext(context.WithValue(r.Context(), claimsKey{}, claims)))
	}
}

var bearer = regexp.MustCompile(`(?i)^Bearer +(\S+)$`)

func (c *Clerk) verify(authorization string) (*Claims, *Refused) {
	match := bearer.FindStringSubmatch(authorization)
	if match == nil {
		return nil, &Refused{"session-token-missing", "The Authorization header has no session token."}
	}
	var claims Claims
	// This version of the library has no leeway option, so the times are checked below.
	_, err := jwt.NewParser(jwt.WithoutClaimsValidation()).ParseWithClaims(match[1], &claims, c.keyOf)
	now := time.Now()
	switch {
	case errors.Is(err, errAlgorithm):
		return nil, &Refused{"token-invalid-algorithm", "The token is not signed with RS256."}
	case errors.Is(err, jwt.ErrTokenSignatureInvalid):
		return nil, &Refused{"token-invalid-signature", "The token was not signed with the key of this instance."}
	case err != nil:
		return nil, &Refused{"token-invalid", "This is not a session token."}
	case claims.ExpiresAt == nil || claims.NotBefore == nil || claims.Subject == "" || claims.SessionID == "":
		return nil, &Refused{"token-invalid", "This is not a session token."}
	case !claims.ExpiresAt.After(now.Add(-leeway)):
		return nil, &Refused{"token-expired", "The token has expired."}
	case claims.NotBefore.After(now.Add(leeway)):
		return nil, &Refused{"token-not-active-yet", "The token is not valid yet: compare the clocks."}
	case !c.parties[claims.AuthorizedParty]:
		return nil, &Refused{"token-invalid-authorized-parties", "The token was issued for a page that may not call."}
	case claims.Status == "pending":
		return nil, &Refused{"session-pending", "The user has not finished signing in."}
	}
	return &claims, nil
}

var errAlgorithm = errors.New("not RS256")

// keyOf returns the key for RS256 only, whatever the token says.
func (c *Clerk) keyOf(token *jwt.Token) (interface{}, error) {
	if token.Method.Alg() != "RS256" {
		return nil, errAlgorithm
	}
	return c.key, nil
}

func answer(w http.ResponseWriter, status int, data interface{}) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	json.NewEncoder(w).Encode(data)
}
