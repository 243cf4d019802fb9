require 'sinatra/base'

# The page, in views/. Its scripts are in public/.
class Page < Sinatra::Base
  helpers ERB::Util

  get('/') { erb :orders }
end
