import os
import secrets

# On a server: False, with your own ALLOWED_HOSTS and SECRET_KEY.
DEBUG = True
SECRET_KEY = secrets.token_hex()
ALLOWED_HOSTS = []

INSTALLED_APPS = ['django.contrib.staticfiles', 'shop']
MIDDLEWARE = [
    # First, since errors need its headers too.
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
# Only for a Frontend API behind a proxy of your own.
CLERK_PROXY_URL = os.environ.get('CLERK_PROXY_URL', '')
# The origins whose pages may call. A token names in `azp` the one that it was made for.
CLERK_AUTHORIZED_PARTIES = (
    os.environ.get('CLERK_AUTHORIZED_PARTIES', 'http://localhost:8000').replace(',', ' ').split()
)
# Where the page finds the API, if that is another origin.
API_ORIGIN = os.environ.get('API_ORIGIN', '')
