import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { RequestName } from '../../src/shared/contract.ts'
import { jsonIn } from '../../src/shared/parse.ts'
import { headroom, served, startHeadroom } from '../headroom-program.ts'
import { askServer } from '../http-server.ts'
import { tempFolder } from '../processes.ts'
import { expectPublished, kindOf } from '../published.ts'

beforeEach(() => {
  const home = tempFolder()
  vi.stubEnv('HOME', home).stubEnv('XDG_CONFIG_HOME', join(home, '.config'))
})
afterEach(() => void vi.unstubAllEnvs())

function logFile(): string {
  const path = join(tempFolder(), 'server.log')
  writeFileSync(
    path,
    'ggml_metal_graph_compute: command buffer 0 failed with status 5\n' +
      'error: Insufficient Memory (00000008:kIOGPUCommandBufferCallbackErrorOutOfMemory)\n',
  )
  return path
}

/** Those that no other test runs as the real program; `headroom` itself holds what it prints against its schema. */
const commands: readonly (readonly [kind: string, line: string])[] = [
  ['fit', 'fit --params 32B --quant q4_k_m --json'],
  ['fit', 'fit --params 32B --quant q4_k_m --mac 16GB --json'],
  ['models', 'models --json'],
  ['explain', 'explain LOG --json'],
  ['explain', 'explain /dev/null --json'],
  ['limit', 'limit --json'],
  ['limit', 'limit 20GB --json'],
  ['acts', 'acts --json'],
  ['act', 'quit no-such-app --json'],
]

describe('what commands print with --json', () => {
  test.each(commands)('%s is as its schema says: %s', async (kind, line) => {
    const log = logFile()
    const { stdout } = await headroom(
      ...line.split(' ').map((word) => (word === 'LOG' ? log : word)),
    )
    expect(kindOf(jsonIn(stdout))).toBe(kind)
  })

  test('the header of a recording and all its lines are', async () => {
    const path = join(tempFolder(), 'recording.jsonl')
    await headroom('record', '--out', path, '--for', '1s')
    const lines = readFileSync(path, 'utf8').trimEnd().split('\n')
    expect(lines.length).toBeGreaterThan(1)
    for (const line of lines) expectPublished(jsonIn(line), 'recording')
  })
})

const requests: readonly (readonly [string, RequestName, unknown])[] = [
  ['snapshot', 'snapshot', null],
  ['doctor', 'doctor', null],
  ['relief', 'relief', { kind: 'room', needBytes: 8e9 }],
  [
    'relieved',
    'relieve',
    {
      steps: [{ kind: 'unload', modelId: 'none' }],
      until: null,
      isDryRun: true,
      isConfirmed: false,
    },
  ],
  ['acts', 'acts', null],
  ['limit', 'limit', null],
  ['power-rule', 'powerRule', null],
  ['snoozes', 'snoozes', null],
  ['preferences', 'preferences', null],
  ['history', 'history', { sinceMs: 0, untilMs: 1e9, mostPoints: 10 }],
  ['blackbox', 'blackBox', null],
  ['learnt', 'learnt', null],
  ['logs', 'logs', null],
  ['about', 'about', null],
  ['own-data', 'ownData', null],
  ['export', 'exportData', null],
  ['report', 'report', null],
]

describe('what serve answers', () => {
  test('is as its schema says', async () => {
    const { port, token } = await served(startHeadroom('serve', '--port', '0', '--allow-acts'))
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
    const answers = requests.map(async ([kind, name, input]) => {
      const asked = { path: '/api/request', method: 'POST', headers }
      const { body } = await askServer(port, { ...asked, body: JSON.stringify({ name, input }) })
      const value = valueIn(jsonIn(body))
      expect([name, kindOf(value), body.slice(0, 200)]).toEqual([name, kind, expect.any(String)])
      expectPublished(value)
    })
    await Promise.all(answers)
  })
})

const valueIn = (answer: unknown): unknown =>
  typeof answer === 'object' && answer !== null && 'value' in answer ? answer.value : null
