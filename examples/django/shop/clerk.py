"""What a Django backend needs for calls with Clerk session tokens: CORS, and a check of the token."""

import functools
import re

import jwt
from django.conf import settings
from django.http import HttpResponse, JsonResponse
from django.utils.cache import patch_vary_headers
from django.views.decorators.csrf import csrf_exempt

REASONS = {
    jwt.ExpiredSignatureError: 'token-expired',
    jwt.ImmatureSignatureError: 'token-not-active-yet',
    jwt.InvalidAlgorithmError: 'token-invalid-algorithm',
    jwt.InvalidSignatureError: 'token-invalid-signature',
}


class CorsMiddleware:
    """Adds the headers to error responses, too: without them the page cannot read the status."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if not request.path.startswith('/api/'):
            return self.get_response(request)
        # A preflight never carries a token.
        response = HttpResponse(status=204) if request.method == 'OPTIONS' else self.get_response(request)
        # Otherwise a cache may serve one origin's response to another, or one account's to the next.
        patch_vary_headers(response, ['Origin'])
        response['Cache-Control'] = 'no-store'
        origin = request.headers.get('Origin')
        if origin in settings.CLERK_AUTHORIZED_PARTIES:
            response['Access-Control-Allow-Origin'] = origin
            response['Access-Control-Allow-Methods'] = 'GET, POST, PUT, PATCH, DELETE'
            response['Access-Control-Allow-Headers'] = 'Authorization, Content-Type, Last-Event-ID, X-CSRFToken'
            response['Access-Control-Expose-Headers'] = 'X-Clerk-Auth-Reason, X-Clerk-Auth-Message'
            response['Access-Control-Max-Age'] = '600'
        return response


class Refused(Exception):
    """A call without a valid session token."""

    def __init__(self, reason, message):
        super().__init__(message)
        self.reason = reason


def session_required(view):
    """Passes calls with a valid session token on, and sets `request.clerk`; answers all others with 401 and the reason."""

    # Unlike cookies, browsers never send a token on their own, so calls cannot be forged: no CSRF check is needed.
    @csrf_exempt
    @functools.wraps(view)
    def checked(request, *args, **kwargs):
        try:
            request.clerk = verify(request.headers.get('Authorization', ''))
        except Refused as refused:
            reason, message = refused.reason, str(refused)
            response = JsonResponse({'error': 'unauthorized', 'reason': reason, 'message': message}, status=401)
            response['WWW-Authenticate'] = 'Bearer'
            response['X-Clerk-Auth-Reason'] = reason
            response['X-Clerk-Auth-Message'] = message
            return response
        return view(request, *args, **kwargs)

    return checked


def verify(authorization):
    """Returns the claims of a session token; raises Refused."""
    match = re.fullmatch(r'Bearer +(\S+)', authorization, re.IGNORECASE)
    if not match:
        raise Refused('session-token-missing', 'The Authorization header has no session token.')
    try:
        claims = jwt.decode(
            match[1],
            settings.CLERK_JWT_KEY,
            # Only this algorithm, whatever the token says.
            algorithms=['RS256'],
            # The allowed clock skew between Clerk and this server, in seconds.
            leeway=5,
            options={'require': ['exp', 'nbf', 'sub', 'sid'], 'verify_iat': False},
        )
    except jwt.InvalidTokenError as error:
        # Some errors quote the token, and a header must be a single line of ASCII.
        message = re.sub(r'[^ -~]', '?', str(error))
        raise Refused(REASONS.get(type(error), 'token-invalid'), message) from error
    if claims.get('azp') not in settings.CLERK_AUTHORIZED_PARTIES:
        raise Refused('token-invalid-authorized-parties', 'The token was issued for a page that may not call.')
    if claims.get('sts') == 'pending':
        raise Refused('session-pending', 'The user has not finished signing in.')
    return claims
