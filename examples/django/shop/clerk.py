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
    """Gives the headers to errors too: without them a page sees no status."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if not request.path.startswith('/api/'):
            return self.get_response(request)
        # A preflight never has a token.
        response = HttpResponse(status=204) if request.method == 'OPTIONS' else self.get_response(request)
        # Else a cache gives the answer for one origin to another, or that for one account to the next.
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
    """Lets calls with a valid session token through, as `request.clerk`; answers others with 401 and the reason."""

    # A browser sends no such token by itself, as it does cookies: nobody can forge a call, and the CSRF check of old may go.
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
    """Gives the claims of a session token; raises Refused."""
    match = re.fullmatch(r'Bearer +(\S+)', authorization, re.IGNORECASE)
    if not match:
        raise Refused('session-token-missing', 'The Authorization header has no session token.')
    try:
        claims = jwt.decode(
            match[1],
            settings.CLERK_JWT_KEY,
            # The one algorithm, whatever the token says.
            algorithms=['RS256'],
            # In seconds: how far the clocks of Clerk and of this server may be apart.
            leeway=5,
            options={'require': ['exp', 'nbf', 'sub', 'sid'], 'verify_iat': False},
        )
    except jwt.InvalidTokenError as error:
        # The text of some errors quotes the token, and a header has one line.
        message = re.sub(r'[^ -~]', '?', str(error))
        raise Refused(REASONS.get(type(error), 'token-invalid'), message) from error
    if claims.get('azp') not in settings.CLERK_AUTHORIZED_PARTIES:
        raise Refused('token-invalid-authorized-parties', 'The token was made for a page that may not call.')
    if claims.get('sts') == 'pending':
        raise Refused('session-pending', 'The user has not finished signing in.')
    return claims
