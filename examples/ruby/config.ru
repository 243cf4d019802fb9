require_relative 'api'
require_relative 'page'

map('/api') { run Api }
run Page
