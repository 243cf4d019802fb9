import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import { type AddressInfo, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect } from 'chai';
import express from 'express';
import { tokenOf } from '../../kit/jwt.ts';
import { debianFile } from '../../servers/debianFile.ts';
import { askDoctor } from '../../servers/doctor.ts';
import { closeBackends, startBackend } from './backend.ts';

// What `--for` prints, pasted as it is into a server of the stack, and checked again. A stack that is not on this machine is
// skipped.

const PAGE = 'http://app.acme.localhost:4400';
const now = Math.floor(Date.now() / 1000);
const TOKEN = tokenOf({ sid: 'sess_A', iat: now, exp: now + 3600 });

interface Stack {
  /** A command that succeeds where the stack can run. */
  probe: string[];
  /** The files of an application that answers 401 without `Authorization` and 200 with it, with the code pasted. */
  files(code: string, port: number, directory: string): { [name: string]: string };
  command(port: number, directory: string): string[];
  env?: { [name: string]: string };
}

const PYTHON = { PYTHONPATH: debianFile('/usr/lib/python3/dist-packages') };
const RUBY = { RUBYLIB: debianFile('/usr/lib/ruby/vendor_ruby') };
const NGINX = debianFile('/usr/sbin/nginx');
const APACHE = debianFile('/usr/sbin/apache2');
const MODULES = debianFile('/usr/lib/apache2/modules');
const APACHE_ENV = { LD_LIBRARY_PATH: debianFile('/usr/lib/x86_64-linux-gnu') };
const CGI = `#!/bin/sh
if [ -z "$HTTP_AUTHORIZATION" ]; then echo "Status: 401"; fi
printf 'Content-Type: application/json\\n\\n{"user": "%s"}' "$HTTP_AUTHORIZATION"
`;

const STACKS: { [stack: string]: Stack } = {
  php: {
    probe: ['php', '-v'],
    files: (code) => ({
      'index.php': `<?php
${code}
header('Content-Type: application/json');
if (empty($_SERVER['HTTP_AUTHORIZATION'])) http_response_code(401);
echo json_encode(['user' => $_SERVER['HTTP_AUTHORIZATION'] ?? null]);
`,
    }),
    command: (port) => ['php', '-S', `127.0.0.1:${port}`, 'index.php'],
  },
  django: {
    probe: ['/usr/bin/python3', '-c', 'import django, corsheaders'],
    env: PYTHON,
    files: (code) => ({
      'app.py': `import sys
from django.conf import settings
INSTALLED_APPS = []
MIDDLEWARE = ["django.middleware.common.CommonMiddleware"]
${code}
settings.configure(SECRET_KEY="x", ALLOWED_HOSTS=["*"], ROOT_URLCONF="__main__", **{k: v for k, v in dict(globals()).items() if k.isupper()})
from django.http import JsonResponse
from django.urls import re_path
def me(request):
    user = request.headers.get("Authorization")
    return JsonResponse({"user": user}, status=200 if user else 401)
urlpatterns = [re_path("", me)]
if __name__ == "__main__":
    from django.core.management import execute_from_command_line
    execute_from_command_line(sys.argv)
`,
    }),
    command: (port) => ['/usr/bin/python3', 'app.py', 'runserver', '--noreload', `127.0.0.1:${port}`],
  },
  rails: {
    probe: ['/usr/bin/ruby', '-e', 'require "rack/cors"'],
    env: RUBY,
    files: (code) => ({
      // What Rails does with the line, in a Rack application.
      'config.ru': `require "json"
require "rack/cors"
module Rails
  STACK = []
  def self.application = self
  def self.config = self
  def self.middleware = self
  def self.insert_before(_, klass, &block) = STACK << [klass, block]
end
${code}
Rails::STACK.each { |klass, block| use klass, &block }
run ->(env) {
  user = env["HTTP_AUTHORIZATION"]
  [user ? 200 : 401, { "Content-Type" => "application/json" }, [{ user: user }.to_json]]
}
`,
    }),
    command: (port) => ['/usr/bin/rackup', '-s', 'webrick', '-o', '127.0.0.1', '-p', `${port}`],
  },
  nginx: {
    probe: [NGINX, '-v'],
    files: (code, port, directory) => {
      const [http = '', location = ''] = code.split('# In location { }');
      return {
        'nginx.conf': `daemon off;
pid ${directory}/pid;
error_log stderr;
events {}
http {
  access_log off;
  client_body_temp_path ${directory}/body;
  proxy_temp_path ${directory}/proxy;
  fastcgi_temp_path ${directory}/fastcgi;
  uwsgi_temp_path ${directory}/uwsgi;
  scgi_temp_path ${directory}/scgi;
  ${http}
  server {
    listen 127.0.0.1:${port};
    default_type application/json;
    location / {
      # ${location}
      if ($http_authorization = "") { return 401 '{"user":null}'; }
      return 200 '{"user":"$http_authorization"}';
    }
  }
}
`,
      };
    },
    command: (_, directory) => [NGINX, '-p', directory, '-c', join(directory, 'nginx.conf')],
  },
  apache: {
    probe: [APACHE, '-v'],
    env: APACHE_ENV,
    files: (code, port, directory) => ({
      'me.cgi': CGI,
      'apache.conf': `${['mpm_event', 'authz_core', 'headers', 'setenvif', 'rewrite', 'env', 'cgid', 'alias']
        .map((name) => `LoadModule ${name}_module ${MODULES}/mod_${name}.so`)
        .join('\n')}
ServerRoot ${directory}
ServerName localhost
PidFile ${directory}/pid
ScriptSock ${directory}/sock
ErrorLog ${directory}/error.log
User nobody
Group nogroup
Listen 127.0.0.1:${port}
ScriptAliasMatch ^/ ${directory}/me.cgi
<Directory ${directory}>
  Options ExecCGI FollowSymLinks
  Require all granted
${code}
</Directory>
`,
    }),
    command: (_, directory) => [APACHE, '-X', '-f', join(directory, 'apache.conf')],
  },
  go: {
    probe: ['/usr/bin/go', 'version'],
    env: { GOFLAGS: '-mod=mod', GOPROXY: 'off', GOTOOLCHAIN: 'local' },
    files: (code, port) => ({
      'go.mod': 'module example.com/me\n\ngo 1.19\n',
      'main.go': `package main

import (
	"encoding/json"
	"net/http"
)

func main() {
	var handler http.Handler = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		user := r.Header.Get("Authorization")
		w.Header().Set("Content-Type", "application/json")
		if user == "" {
			w.WriteHeader(401)
		}
		json.NewEncoder(w).Encode(map[string]string{"user": user})
	})
	${code}
	http.ListenAndServe("127.0.0.1:${port}", handler)
}
`,
    }),
    command: () => ['/usr/bin/go', 'run', '.'],
  },
};

/** What the doctor prints for a stack, of a backend without CORS. */
async function printedFor(stack: string): Promise<string> {
  const { origin } = await startBackend((_, res) => res.writeHead(401).end());
  const { out } = await askDoctor({ args: ['check', origin, '--page', PAGE, '--for', stack, '--json'], env: {} });
  return JSON.parse(out).snippets[0].code;
}

/** Checks a backend as a page that sends JSON with each usual method does. */
async function checkAgain(port: number): Promise<void> {
  const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'].flatMap((name) => ['--method', name]);
  const args = ['--page', PAGE, ...methods, '--header', 'Content-Type: application/json', '--send', 'session-token'];
  const { code, out } = await askDoctor({
    args: ['check', `http://localhost:${port}/api/me`, ...args, '--token-env', 'TOKEN', '--json'],
    env: { TOKEN },
  });
  const { modes, findings } = JSON.parse(out);
  const own = findings.filter((each: { modes: string[]; severity: string }) => each.modes.includes('session-token'));
  const severe = own.filter(({ severity }: { severity: string }) => severity !== 'note');
  expect(severe.map(({ seen }: { seen: string }) => seen).join('; ')).to.equal('');
  expect([modes['session-token'], code]).to.deep.equal(['works', 0]);
}

const freePort = () =>
  new Promise<number>((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });

async function untilListening(port: number, child: ChildProcess): Promise<void> {
  for (let tries = 0; tries < 300 && child.exitCode === null; tries++) {
    const isOpen = await new Promise<boolean>((resolve) => {
      const socket = connect(port, '127.0.0.1', () => resolve(true)).on('error', () => resolve(false));
      socket.on('connect', () => socket.destroy());
    });
    if (isOpen) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`the server does not listen${child.exitCode === null ? '' : `: it ended with ${child.exitCode}`}`);
}

/** Ends a server and what it has started. */
function stop({ pid }: ChildProcess): void {
  try {
    if (pid) process.kill(-pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}

describe('what --for prints', function () {
  this.timeout(60_000);
  afterEach(closeBackends);

  for (const [name, stack] of Object.entries(STACKS)) {
    it(`K4: the code for ${name} works as it is pasted, and the application's own calls still work`, async function () {
      const directory = mkdtempSync(join(tmpdir(), `clerk-ajax-${name}-`));
      const env = { ...process.env, PATH: `/usr/bin:${process.env.PATH}`, ...stack.env };
      const [probe = '', ...rest] = stack.probe;
      if (spawnSync(probe, rest, { env, cwd: directory }).status !== 0) this.skip();
      // A server that is started as root runs as somebody else.
      chmodSync(directory, 0o755);
      const port = await freePort();
      const code = await printedFor(name);
      for (const [file, text] of Object.entries(stack.files(code, port, directory))) {
        const path = join(directory, file);
        if (!existsSync(dirname(path))) mkdirSync(dirname(path), { recursive: true });
        writeFileSync(path, text, { mode: 0o755 });
      }
      const [command = '', ...args] = stack.command(port, directory);
      const child = spawn(command, args, { cwd: directory, env, stdio: ['ignore', 'ignore', 'pipe'], detached: true });
      let said = '';
      child.stderr?.on('data', (data) => {
        said += data;
      });
      try {
        await untilListening(port, child);
        await checkAgain(port);
      } catch (error) {
        throw new Error(`${(error as Error).message}\n${said}\n${code}`);
      } finally {
        stop(child);
        rmSync(directory, { recursive: true, force: true });
      }
    });
  }

  it("K4: the code for express works as it is pasted, and the application's own calls still work", async () => {
    // socket.io brings it along.
    const cors = createRequire(import.meta.url)('cors');
    const code = await printedFor('express');
    const app = express();
    const parties: unknown[] = [];
    const clerkMiddleware = (options: { authorizedParties: string[] }) => {
      parties.push(...options.authorizedParties);
      return (_: IncomingMessage, __: ServerResponse, next: () => void) => next();
    };
    new Function('app', 'cors', 'clerkMiddleware', code)(app, cors, clerkMiddleware);
    app.use((req, res) => {
      res.status(req.headers.authorization ? 200 : 401).json({ user: req.headers.authorization });
    });
    const server = app.listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    try {
      await checkAgain((server.address() as AddressInfo).port);
    } finally {
      server.close();
    }
    expect(parties).to.deep.equal([PAGE]);
  });
});
