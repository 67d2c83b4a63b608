import { expect, test } from 'vitest'
import { createServerAnswers } from '../../../src/main/inference/watch/server-answers.ts'
import { llamaServer } from '../../../src/main/inference/servers/llama-server.ts'
import { localai } from '../../../src/main/inference/servers/localai.ts'
import { answerOf, processOf } from '../told.ts'

const slotsWith = (is_processing: boolean) => [{ id: 0, n_ctx: 4096, is_processing, id_task: 1 }]

test('what was told before the clock was set back is older all the same', () => {
  const answers = createServerAnswers(localai)
  const own = (version: string) => ({ version, endpoints: { chat: '/v1/chat' } })
  const path = '/.well-known/localai.json'
  answers.take({ path, pollIndex: 0 }, answerOf(`GET ${path}`, own('v1'), { nowMs: 9e6 }))
  const newer = answerOf('GET /version', { version: 'v2' }, { nowMs: 1_000 })
  answers.take({ path: '/version', pollIndex: 1 }, newer)
  expect(answers.facts(processOf('local-ai')).version).toBe('2')
})

test('what was told of a model that is gone is forgotten', () => {
  const answers = createServerAnswers(localai)
  const pathOf = (id: string): string => `/backend/monitor?model=${id}`
  for (const id of ['a', 'b', 'c']) {
    const answer = answerOf(`GET ${pathOf(id)}`, { state: 2, memory: { total: 5 } })
    answers.take({ path: pathOf(id), pollIndex: 2 }, answer)
  }
  answers.forgetGone(new Set([pathOf('c')]))
  expect(['a', 'b', 'c'].map((id) => answers.hasAnswered(pathOf(id)))).toEqual([false, false, true])
})

test('a late answer takes back that it was idle, and nothing else', () => {
  const answers = createServerAnswers(llamaServer)
  const idle = answerOf('GET /slots', slotsWith(false))
  answers.take({ path: '/slots', pollIndex: 5 }, idle)
  expect(answers.doing().isBusy).toBe(false)
  answers.noteLate('/slots')
  const { activity, models } = answers.facts(processOf('llama-server -m /a.gguf'))
  expect([activity, models?.[0]?.activity, models?.[0]?.contextTokens]).toEqual([
    undefined,
    undefined,
    4096,
  ])
  expect(answers.doing().isBusy).toBe(true)
})

test('one that was seen asleep falls asleep, and its slots say nothing any more', () => {
  const answers = createServerAnswers(llamaServer)
  const known = processOf('llama-server -m /a.gguf')
  const props = (is_sleeping: boolean) =>
    answerOf('GET /props', {
      default_generation_settings: { n_ctx: 4096 },
      build_info: 'b10470-x',
      is_sleeping,
    })
  answers.take({ path: '/slots', pollIndex: 5 }, answerOf('GET /slots', slotsWith(true)))
  answers.take({ path: '/props', pollIndex: 3 }, props(true))
  answers.take({ path: '/props', pollIndex: 3 }, props(false))
  const { fallsAsleep, isSleeping, slots } = answers.facts(known)
  expect([fallsAsleep, isSleeping, slots]).toEqual([true, false, undefined])
  expect(answers.doing().isBusy).toBeNull()
})
