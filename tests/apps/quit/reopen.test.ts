import { spawnSync } from 'node:child_process'
import { describe, expect, test } from 'vitest'
import type { QuitTrace } from '../../../src/main/apps/quit/target.ts'
import { reopen, reopenPlan } from '../../../src/main/apps/quit/reopen.ts'
import { createFakeHost } from '../../fake-host.ts'
import { loom } from './mac-world.ts'

const program = { ...loom, bundleId: null, bundlePath: null }
const traceOf = (argv: readonly string[], folder: string | null = null): QuitTrace => ({
  executable: '/usr/bin/python3',
  command: argv.map((argument) => `${argument}\0`).join(''),
  folder,
  askedAtMs: 0,
})
const lineOf = (trace: QuitTrace): string | null => {
  const plan = reopenPlan(program, [trace])
  return plan.kind === 'type' ? plan.commandLine : 'opened'
}

describe('an app of macOS', () => {
  test('is opened by its bundle, which is one argument', async () => {
    const bundlePath = '/Applications/$(id) "Loom"\n.app'
    const plan = reopenPlan({ ...loom, bundlePath }, [])
    expect(plan).toEqual({ kind: 'open', argv: ['/usr/bin/open', bundlePath] })
    const fake = createFakeHost(
      new Map([[`command /usr/bin/open ${JSON.stringify(bundlePath)}`, '']]),
      'darwin',
    )
    if (plan.kind === 'open') expect((await reopen(fake.host, plan)).kind).toBe('ok')
  })

  test.each(['-a.app', 'Loom.app', '/Applications/Loom', ''])(
    'whose bundle is none is not opened: %j',
    (bundlePath) => {
      const plan = { kind: 'type', commandLine: null }
      expect(reopenPlan({ ...loom, bundlePath }, [])).toEqual(plan)
    },
  )
})

describe('a program of a person', () => {
  test('is typed as it was started, in its folder', () => {
    expect(lineOf(traceOf(['python3', 'serve.py', '--port=8080'], '/home/ada/my models'))).toBe(
      "cd '/home/ada/my models' && python3 serve.py --port=8080",
    )
  })

  test('reaches a shell as it was, whatever it holds', () => {
    const argv = ['printf', '%s|', "it's", '$(id)', '`id`', 'a b', '"', '*', '~', '!', '\\', '']
    const line = lineOf(traceOf(argv, '/')) ?? ''
    const ran = spawnSync('/bin/sh', ['-c', line], { encoding: 'utf8' })
    expect(ran.stdout).toBe(
      argv
        .slice(2)
        .map((argument) => `${argument}|`)
        .join(''),
    )
  })

  test.each([
    ['is not known', { ...traceOf([]), command: null }],
    ['holds what a terminal would act on', traceOf(['echo', '\u001b[2J'])],
    ['is longer than anybody types', traceOf(['echo', 'x'.repeat(3_000)])],
    [
      'is told by ps, which does not say where an argument ends',
      {
        ...traceOf([]),
        command: 'node server.js --name a$(id)\n',
      },
    ],
  ])('has no line where it %s', (_, trace) => {
    expect(lineOf(trace)).toBe(null)
  })

  test('has one where ps tells nothing but plain words', () => {
    expect(lineOf({ ...traceOf([]), command: 'node server.js --api-key k1\n' })).toBe(
      'node server.js --api-key …',
    )
  })
})

describe('the line of a program', () => {
  test('shows no secret: whoever types it knows it', () => {
    expect(lineOf(traceOf(['vllm', 'serve', 'm', '--api-key', 'sk-1', '--hf-token=hf_2']))).toBe(
      'vllm serve m --api-key … --hf-token=…',
    )
  })

  test.each<[string, readonly string[], string]>([
    ['a header', ['-H', 'Authorization: Bearer abc'], "-H 'Authorization: …'"],
    ['a key in a header', ['-H', 'X-Api-Key: abc'], "-H 'X-Api-Key: …'"],
    ['an address', ['--url', 'http://u:pw@h/v1'], '--url http://…@h/v1'],
    ['a variable', ['HF_TOKEN=hf_x', 'vllm'], 'HF_TOKEN=… vllm'],
    ['a variable in small letters', ['hf_token=x'], 'hf_token=…'],
    ['a user', ['-u', 'me:secretpw'], '-u …'],
    ['JSON', ['--extra', '{"api_key":"sesame-and-more"}'], `--extra '{"api_key":…}'`],
    ['a key that is known by its looks', ['x', `sk-${'a'.repeat(20)}`], 'x …'],
    ['a prompt', ['-p', 'Dear diary', '--port', '1'], '-p … --port 1'],
  ])('shows none in %s', (_, argv, line) => {
    expect(lineOf(traceOf(['run', ...argv]))).toBe(`run ${line}`)
  })

  test('keeps what is none: a path of its user, a port, a count of tokens', () => {
    const argv = ['serve', '-m', '/home/ada/m.gguf', '-p', '8080', '--max-tokens=5', 'name:value']
    expect(lineOf(traceOf(argv))).toBe(argv.join(' '))
  })

  test.each([
    ['run --key-file=/Users/ada/k --hf-token hf_1', 'run --key-file=/Users/ada/k --hf-token …'],
    ['run -u me:secretpw HF_TOKEN=x', 'run -u … HF_TOKEN=…'],
    ['run -H Authorization: Bearer abc', null],
  ])('shows none of what ps tells: %s', (command, line) => {
    expect(lineOf({ ...traceOf([]), command: `${command}\n` })).toBe(line)
  })
})
