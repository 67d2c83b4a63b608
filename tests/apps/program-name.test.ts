import { expect, test } from 'vitest'
import { programNameOf } from '../../src/main/apps/program-name.ts'
import { running } from './running-process.ts'

test('a program is named by its file, whatever it was called by', () => {
  const process = running(['./anything', '-m', 'model.gguf'], { executable: '/opt/llama-server' })
  expect(programNameOf(process)).toEqual({ name: 'llama-server', script: null })
})

test("a program whose file may not be read has the kernel's short name", () => {
  const process = running(['sshd: root'], { executable: null, name: 'sshd' })
  expect(programNameOf(process)).toEqual({ name: 'sshd', script: null })
})

test('a program that lies in no folder is named by what it was called', () => {
  const process = running(['/usr/bin/runc', 'init'], {
    executable: '/memfd:runc_cloned',
    name: '6',
  })
  expect(programNameOf(process).name).toBe('runc')
})

test.each([
  [
    'python3 -m',
    ['/usr/bin/python3.12', '-u', '-m', 'vllm.entrypoints', '--x'],
    'vllm.entrypoints',
  ],
  ['python -W', ['/usr/bin/python3', '-W', 'ignore', '/srv/train.py', 'x.py'], 'train.py'],
  ['node --require', ['/usr/bin/node', '--require', './hook.js', '/srv/web.js'], 'web.js'],
  ['node --require=', ['/usr/bin/node', '--require=./hook.js', '/srv/web.js'], 'web.js'],
  ['node --inspect', ['/usr/bin/node', '--inspect', '/srv/web.js', 'arg.js'], 'web.js'],
  ['java -jar', ['/usr/bin/java', '-Xmx4g', '-cp', 'a:b', '-jar', '/opt/es.jar', 'x'], 'es.jar'],
  ['java class', ['/usr/bin/java', '-cp', '/opt/a.jar', 'org.Main', 'x'], 'org.Main'],
  ['sh script', ['/bin/sh', '-e', '/usr/bin/backup.sh'], 'backup.sh'],
  ['bash -o', ['/bin/bash', '-o', 'pipefail', '/usr/bin/backup'], 'backup'],
  ['perl script', ['/usr/bin/perl', '-w', '/usr/bin/exiftool', 'a.jpg'], 'exiftool'],
])('an interpreter is named by what it runs: %s', (_, argv, name) => {
  expect(programNameOf(running(argv)).name).toBe(name)
})

test.each([
  ['sh -c', ['/bin/sh', '-c', 'cd /srv/x && exec thing --password=1'], 'sh'],
  ['bash -lc', ['/bin/bash', '-lc', 'cd /srv/x && exec thing --password=1'], 'bash'],
  ['python -c', ['/usr/bin/python3', '-c', 'import x'], 'python3'],
  ['node -e', ['/usr/bin/node', '-e', 'setInterval(f, 1)'], 'node'],
  ['node -pe', ['/usr/bin/node', '-pe', '1 + 1'], 'node'],
  ['an open shell', ['-bash'], 'bash'],
  ['a script from a pipe', ['/bin/bash', '/dev/fd/63'], 'bash'],
  ['one by its number', ['/bin/bash', '/proc/self/fd/3'], 'bash'],
  ['input from a pipe', ['/usr/bin/python3', '-'], 'python3'],
  ['options only', ['/usr/bin/node', '--inspect'], 'node'],
  ['-m without a module', ['/usr/bin/python3', '-m'], 'python3'],
  ['-r without a module', ['/usr/bin/node', '-r'], 'node'],
])('a program on the command line itself is no script: %s', (_, argv, name) => {
  const executable = argv[0] === '-bash' ? '/bin/bash' : (argv[0] ?? null)
  expect(programNameOf(running(argv, { executable }))).toEqual({ name, script: null })
})

test('a script whose file name says nothing takes its folder along', () => {
  const nameOf = (script: string): string => programNameOf(running(['/usr/bin/node', script])).name
  expect(nameOf('/srv/bot/index.js')).toBe('bot/index.js')
  expect(nameOf('/srv/comfy/main.py')).toBe('comfy/main.py')
  expect(nameOf('index.js')).toBe('index.js')
  expect(nameOf('./server.js')).toBe('server.js')
  expect(nameOf('/index.js')).toBe('index.js')
  expect(nameOf('/srv/bot/indexer.js')).toBe('indexer.js')
})

test('two scripts are told apart by their whole path', () => {
  const scripts = ['/a/train.py', '/b/train.py'].map(
    (script) => programNameOf(running(['/usr/bin/python3', script])).script,
  )
  expect(scripts).toEqual(['/a/train.py', '/b/train.py'])
})

test('a script that gave itself a title is named by it', () => {
  const titled = (title: string, name: string) =>
    programNameOf(running([title], { executable: '/usr/bin/node', name }))
  expect(titled('npm run dev', 'npm run dev')).toEqual({
    name: 'npm run dev',
    script: 'npm run dev',
  })
  const long = 'my very long worker title'
  expect(titled(`${long}  `, long.slice(0, 15))).toEqual({ name: long, script: long })
})

test('a command line without arguments is no title', () => {
  const nameOf = (argv: readonly string[], name: string): string =>
    programNameOf(running(argv, { executable: '/usr/bin/node', name })).name
  expect(nameOf(['node'], 'node')).toBe('node')
  expect(nameOf(['/usr/bin/node'], 'node')).toBe('node')
  expect(nameOf(['something'], 'node')).toBe('node')
  expect(nameOf([], 'node')).toBe('node')
})

test('many programs in one file are told apart by the name they are called by', () => {
  const called = (argv0: string) => programNameOf(running([argv0], { executable: '/bin/busybox' }))
  expect(called('httpd').name).toBe('httpd')
  expect(called('-sh').name).toBe('sh')
  expect(called('/bin/crond').name).toBe('crond')
  expect(programNameOf(running([], { executable: '/bin/busybox' })).name).toBe('busybox')
})

test('what deno and bun run is named, not their command', () => {
  const nameOf = (argv: readonly string[]): string =>
    programNameOf(running(argv, { executable: '/usr/bin/deno' })).name
  expect(nameOf(['deno', 'run', '/srv/worker.ts'])).toBe('worker.ts')
  expect(nameOf(['deno', 'eval', 'secret()'])).toBe('deno')
})

test('a name is cut where its argument has no end', () => {
  const endless = `/srv/${'x'.repeat(100_000)}.py`
  const { name, script } = programNameOf(
    running(['python3', endless], { executable: '/usr/bin/python3' }),
  )
  expect(name).toHaveLength(256)
  expect(script).toHaveLength(256)
})

test('a program that was started by its descriptor is named as it was called', () => {
  const name = (argv: readonly string[]): string =>
    programNameOf(running(argv, { executable: '/proc/self/fd/3', name: '3' })).name
  expect(name(['/opt/agent', '--serve'])).toBe('agent')
  expect(name([])).toBe('3')
})

test('a Node of another name is a Node', () => {
  const process = running(['node24', '/srv/worker.mjs'], { executable: '/opt/node24' })
  expect(programNameOf(process).name).toBe('worker.mjs')
})
