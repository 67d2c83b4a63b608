import { expect, test } from 'vitest'
import { cleanOf } from '../../../src/main/core/report/clean.ts'
import { createReportRedact } from '../../../src/main/host/report-redact.ts'

const redact = createReportRedact({ users: ['annamaria'], hosts: [], secrets: [] })

test('a secret goes by the name of its field, by the argument before it, and by its looks', () => {
  const { value, removedCount } = cleanOf(
    {
      apiKey: 'sesame',
      auth_token: 'sesame',
      prompt: 'Dear diary',
      key: '/proc/meminfo',
      contextTokens: 4096,
      args: ['llama-server', '--api-key', 'sesame', '--port', '8081'],
      names: ['Loom', 'annamaria'],
      deep: [{ note: `hf_${'x'.repeat(20)}`, bytes: 18_400_000_000 }],
    },
    redact,
  )
  expect(value).toEqual({
    apiKey: '[removed]',
    auth_token: '[removed]',
    prompt: '[removed]',
    key: '/proc/meminfo',
    contextTokens: 4096,
    args: ['llama-server', '--api-key', '[removed]', '--port', '8081'],
    names: ['Loom', 'user1'],
    deep: [{ note: '[removed]', bytes: 18_400_000_000 }],
  })
  expect(removedCount).toBe(6)
})

test('a value without any is the same, and nothing is counted', () => {
  const value = { kind: 'ok', list: [1, null, true, 'a', ['b']], empty: '', none: [] }
  expect(cleanOf(value, redact)).toEqual({ value, removedCount: 0 })
})
