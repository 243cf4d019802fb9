import os
import secrets

# On a server, set it to False, and set your own ALLOWED_HOSTS and SECRET_KEY.
DEBUG = True
SECRET_KEY = secrets.token_hex()
ALLOWED_HOSTS = []

INSTALLED_APPS = ['django.contrib.staticfiles', 'shop']
MIDDLEWARE = [
    # First, because error responses need its headers, too.
    'shop.clerk.CorsMiddleware',
    'django.middleware.common.CommonMiddleware',
    'django.middleware.csrf.CsrfViewMiddleware',
]
ROOT_URLCONF = 'shop.urls'
STATIC_URL = '/static/'
TEMPLATES = [{'BACKEND': 'django.template.backends.django.DjangoTemplates', 'APP_DIRS': True}]

# The PEM public key of your Clerk instance.
CLERK_JWT_KEY = os.environ['CLERK_JWT_KEY']
CLERK_PUBLISHABLE_KEY = os.environ.get('CLERK_PUBLISHABLE_KEY', '')
# Only if you run a proxy in front of Clerk's Frontend API.
CLERK_PROXY_URL = os.environ.get('CLERK_PROXY_URL', '')
# The origins whose pages may call. A token's `azp` is the origin that it was issued for.
CLERK_AUTHORIZED_PARTIES = (
    os.environ.get('CLERK_AUTHORIZED_PARTIES', 'http://localhost:8000').replace(',', ' ').split()
)
# The API's origin, if it differs from the page's.
API_ORIGIN = os.environ.get('API_ORIGIN', '')
