# What a Rack backend needs for calls with Clerk session tokens: CORS, and a check of the token.
require 'json'
require 'jwt'
require 'openssl'

module ClerkSession
  KEY = OpenSSL::PKey::RSA.new(ENV.fetch('CLERK_JWT_KEY'))

  # The origins whose pages may call. A token names in `azp` the one that it was made for.
  AUTHORIZED_PARTIES = ENV.fetch('CLERK_AUTHORIZED_PARTIES', 'http://localhost:8000').split(/[\s,]+/)

  # The one algorithm, whatever the token says. The leeway, in seconds, is how far clocks may be apart.
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

  # Gives the claims of the session token of a request; raises Refused.
  def self.claims(env)
    token = env['HTTP_AUTHORIZATION'].to_s[/\ABearer +(\S+)\z/i, 1]
    raise Refused.new('session-token-missing', 'The Authorization header has no session token.') unless token

    claims, = JWT.decode(token, KEY, true, OPTIONS)
    unless AUTHORIZED_PARTIES.include?(claims['azp'])
      raise Refused.new('token-invalid-authorized-parties', 'The token was made for a page that may not call.')
    end
    raise Refused.new('session-pending', 'The user has not finished signing in.') if claims['sts'] == 'pending'

    claims
  rescue JWT::DecodeError => e
    raise Refused.new(REASONS.fetch(e.class, 'token-invalid'), e.message)
  end

  # Stands around the application, since errors need these headers too: without them a page sees no status.
  class Cors
    # prefix: of the paths that are the API's; '' is for an application that is nothing else.
    def initialize(app, prefix = '')
      @app = app
      @prefix = prefix
    end

    def call(env)
      return @app.call(env) unless env['PATH_INFO'].start_with?(@prefix)

      # A preflight never has a token.
      status, headers, body = env['REQUEST_METHOD'] == 'OPTIONS' ? [204, {}, []] : @app.call(env)
      # Else a cache gives the answer for one origin to another, or that for one account to the next.
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
