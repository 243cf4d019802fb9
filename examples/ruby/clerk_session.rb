# What a Rack backend needs for calls with Clerk session tokens: CORS, and a check of the token.
require 'json'
require 'jwt'
require 'openssl'

module ClerkSession
  KEY = OpenSSL::PKey::RSA.new(ENV.fetch('CLERK_JWT_KEY'))

  # The origins whose pages may call. A token's `azp` is the origin that it was issued for.
  AUTHORIZED_PARTIES = ENV.fetch('CLERK_AUTHORIZED_PARTIES', 'http://localhost:8000').split(/[\s,]+/)

  # Only this algorithm, whatever the token says. The leeway is the allowed clock skew, in seconds.
  OPTIONS = { algorithm: 'RS256', leeway: 5, required_claims: %w[exp nbf sub sid] }.freeze

  REASONS = {
    JWT::ExpiredSignature => 'token-expired',
    JWT::ImmatureSignature => 'token-not-active-yet',
    JWT::IncorrectAlgorithm => 'token-invalid-algorithm',
    JWT::VerificationError => 'token-invalid-signature'
  }.freeze

  class Refused < StandardError
    attr_reader :reason

    def initialize(reason, message)
      super(message)
      @reason = reason
    end
  end

  # Returns the claims of a request's session token; raises Refused.
  def self.claims(env)
    token = env['HTTP_AUTHORIZATION'].to_s[/\ABearer +(\S+)\z/i, 1]
    raise Refused.new('session-token-missing', 'The Authorization header has no session token.') unless token

    claims, = JWT.decode(token, KEY, true, OPTIONS)
    unless AUTHORIZED_PARTIES.include?(claims['azp'])
      raise Refused.new('token-invalid-authorized-parties', 'The token was issued for a page that may not call.')
    end
    raise Refused.new('session-pending', 'The user has not finished signing in.') if claims['sts'] == 'pending'

    claims
  rescue JWT::DecodeError => e
    raise Refused.new(REASONS.fetch(e.class, 'token-invalid'), e.message)
  end

  # Wraps the application, because error responses need these headers, too: without them the page cannot read the status.
  class Cors
    # prefix: the prefix of the API's paths; '' if the whole application is an API.
    def initialize(app, prefix = '')
      @app = app
      @prefix = prefix
    end

    def call(env)
      return @app.call(env) unless env['PATH_INFO'].start_with?(@prefix)

      # A preflight never carries a token.
      status, headers, body = env['REQUEST_METHOD'] == 'OPTIONS' ? [204, {}, []] : @app.call(env)
      # Otherwise a cache may serve one origin's response to another, or one account's to the next.
      headers.update('vary' => [headers['vary'], 'Origin'].compact.join(', '), 'cache-control' => 'no-store')
      origin = env['HTTP_ORIGIN']
      headers.update(headers_for(origin)) if AUTHORIZED_PARTIES.include?(origin)
      [status, headers, body]
    end

    private

    def headers_for(origin)
      {
        'access-control-allow-origin' => origin,
        'access-control-allow-methods' => 'GET, POST, PUT, PATCH, DELETE',
        'access-control-allow-headers' => 'Authorization, Content-Type, Last-Event-ID',
        'access-control-expose-headers' => 'X-Clerk-Auth-Reason, X-Clerk-Auth-Message',
        'access-control-max-age' => '600'
      }
    end
  end
end
