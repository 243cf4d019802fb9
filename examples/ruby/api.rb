require 'sinatra/base'
require_relative 'clerk_session'

class Api < Sinatra::Base
  use ClerkSession::Cors
  # The page must be able to read errors, in development, too.
  disable :show_exceptions, :raise_errors

  before { content_type :json }

  get '/orders' do
    claims = ClerkSession.claims(env)
    # In your application: from a database, by the session's user.
    { user: claims['sub'], session: claims['sid'], orders: ['Anvil'] }.to_json
  end

  post '/orders' do
    claims = ClerkSession.claims(env)
    status 201
    { user: claims['sub'], session: claims['sid'], orders: ['Anvil', params[:item].to_s] }.to_json
  end

  error ClerkSession::Refused do |refused|
    status 401
    headers 'www-authenticate' => 'Bearer',
            'x-clerk-auth-reason' => refused.reason,
            'x-clerk-auth-message' => refused.message
    { error: 'unauthorized', reason: refused.reason, message: refused.message }.to_json
  end

  not_found { { error: 'not found' }.to_json }
  error { { error: 'internal error' }.to_json }
end
