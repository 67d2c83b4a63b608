import { existsSync, readFileSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openRecording } from '../../src/main/host/open-recording.ts'
import { parseRecording } from '../../src/main/host/recording.ts'
import { createReplayer } from '../../src/main/host/replayer.ts'
import { fromRoot } from '../from-root.ts'
import { snapshotsIn } from '../headroom-program.ts'
import { startChild, tempFolder } from '../processes.ts'

const whole = readFileSync(fromRoot('tests/fixtures/recordings/linux-workstation.jsonl'), 'utf8')
const [header = '', ...lines] = whole.split('\n')
const beginning = lines.slice(0, 400)

const entry = (given: object): string =>
  JSON.stringify({
    atMs: 0,
    kind: 'file',
    key: '/proc/meminfo',
    ok: true,
    text: 'x',
    tookMs: 0,
    ...given,
  })

/** A recording in whose names and texts a stranger asks for all that is real. */
function asked(mark: string): string {
  return [
    header,
    ...beginning,
    entry({ kind: 'command', key: `/bin/sh -c "touch ${mark}"`, text: 'done' }),
    entry({ kind: 'stream', key: `/bin/sh -c "touch ${mark}"`, text: 'done' }),
    entry({ kind: 'act', key: 'signal 1 SIGKILL', text: '' }),
    entry({ kind: 'file', key: '../../../../etc/passwd', text: '' }),
    entry({ kind: 'link', key: '/proc/self', text: '/etc/../../..' }),
    entry({ kind: 'dir', key: '/proc', text: '["../../etc", "1", "__proto__", "/etc/passwd"]' }),
    entry({ kind: 'log', key: '/etc/passwd', text: 'main: loading' }),
    entry({ kind: 'library', key: 'processes', text: '{"__proto__":{"isAdmin":true}}' }),
    entry({ key: '__proto__' }),
    entry({
      key: 'constructor',
      kind: 'http',
      text: '{"status":302,"headers":{"location":"http://evil.example"}}',
    }),
    '',
  ].join('\n')
}

test('a replay runs to its end where nothing real may be touched: no program, no file but its own', async () => {
  const folder = tempFolder()
  const [path, mark] = [join(folder, 'strange.jsonl'), join(folder, 'mark')]
  writeFileSync(path, asked(mark))
  // Node itself forbids it: processes, threads, native code, files elsewhere, writing anywhere
  const child = startChild([
    process.execPath,
    '--permission',
    `--allow-fs-read=${fromRoot('')}`,
    `--allow-fs-read=${path}`,
    fromRoot('out/main/index.js'),
    'replay',
    path,
    '--json',
  ])
  expect(await child.ended).toMatchObject({ code: 0 })
  expect(snapshotsIn(child.stdout()).length).toBeGreaterThan(0)
  expect(child.stdout() + child.stderr()).not.toMatch(/restricted|ERR_ACCESS_DENIED|isAdmin/)
  expect(existsSync(mark)).toBe(false)
})

test.each<[string, string]>([
  ['an answer in 30 000 years', entry({ atMs: 1e15 })],
  ['an answer that takes as long', entry({ tookMs: 1e300 })],
  ['an answer before its beginning', entry({ atMs: -1 })],
  ['a time that is no number', entry({}).replace('"atMs":0', '"atMs":1e999')],
  ['JSON deeper than any stack', '['.repeat(200_000)],
  ['a kind of answer that is none', entry({ kind: '__proto__' })],
  ['a text that is no text', entry({ text: { toString: 'x' } })],
])(
  'a recording that would never end, or is none, is refused by the number of its line: %s',
  (_, line) => {
    const text = [header, ...beginning, line, ...beginning, ''].join('\n')
    expect(() => parseRecording(text)).toThrow(`line ${beginning.length + 2} is not`)
  },
)

test.each([8.64e15, -8.64e15, 'the day after tomorrow', '+275760-09-13T00:00:00Z'])(
  'a recording that began at no time of a calendar is refused: %s',
  (startedAt) => {
    const first = JSON.stringify({ schema: 'headroom/recording/1', platform: 'linux', startedAt })
    expect(() => parseRecording([first, ...beginning].join('\n'))).toThrow(
      'startedAt is not a date',
    )
  },
)

test('keys of every object in a recording are keys like others, and change none', async () => {
  const line =
    '{"atMs":0,"kind":"file","key":"__proto__","ok":true,"text":"x","tookMs":0,"__proto__":{"isAdmin":true}}'
  const { host } = createReplayer(
    parseRecording([header, line, entry({ key: 'constructor' })].join('\n')),
  )
  expect(await host.ask({ kind: 'file', path: 'toString' })).toMatchObject({ kind: 'absent' })
  expect(await host.ask({ kind: 'file', path: 'constructor' })).toMatchObject({ value: 'x' })
  expect({}).not.toHaveProperty('isAdmin')
})

test('a recording of gigabytes is refused before any of it is read', async () => {
  const path = join(tempFolder(), 'large.jsonl')
  writeFileSync(path, `${header}\n`)
  truncateSync(path, 2 ** 33)
  const before = process.memoryUsage.rss()
  expect(await openRecording(path)).toMatchObject({
    kind: 'failed',
    reason: expect.stringContaining('larger than'),
  })
  expect(process.memoryUsage.rss() - before).toBeLessThan(2 ** 27)
})
