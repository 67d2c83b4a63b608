import { expect, test } from 'vitest'
import { jan } from '../../../src/main/inference/servers/jan.ts'
import { answerOf, pathsOf, processOf, toldBy } from '../told.ts'

const router =
  '/Users/u/Library/Application Support/Jan/data/llamacpp/b1/llama-server --models-preset /Users/u/Library/Application Support/Jan/data/llamacpp/router.preset.ini --port 3456 --api-key k'
const app = '/Applications/Jan.app/Contents/MacOS/Jan'

test('its app, its worker and its router are Jan, and a router of others is not', () => {
  const isJan = (command: string): boolean => jan.isProcess(processOf(command))
  expect(isJan(app)).toBe(true)
  expect(isJan('/usr/lib/Jan/resources/bin/jan-llama-worker --preset p --port 4001')).toBe(true)
  expect(isJan(router)).toBe(true)
  expect(isJan('llama-server --models-preset /srv/router.ini')).toBe(false)
  expect(isJan('vim jan-llama-worker')).toBe(false)
})

test('only its engine is asked: the list that is open without the key', () => {
  expect(pathsOf(jan, router, {})).toEqual(['/models'])
  expect(pathsOf(jan, 'jan-llama-worker --port 4001', {})).toEqual(['/models'])
  expect(pathsOf(jan, app, {})).toEqual([])
  const list = { data: [{ id: 'a', owned_by: 'llamacpp', status: { value: 'loaded' } }] }
  expect(toldBy(jan, answerOf('GET /models', list))).toMatchObject({
    certainty: 'fits',
    facts: { models: [{ id: 'a', state: 'loaded' }] },
  })
})

test('of its command line only the port is used, and unloading is left to Jan', () => {
  expect(jan.factsOfArguments?.(processOf(router))).toEqual({ port: 3456 })
  expect(jan.unload).toEqual({ kind: 'none', reason: 'unload it in Jan' })
})

test('the command line of its worker names it', () => {
  const worker =
    '/Applications/Jan.app/Contents/bin/jan-llama-worker --preset /a b/p.ini --port 45012'
  expect(toldBy(jan, answerOf('ps -o args', worker))).toEqual({
    facts: { port: 45_012 },
    certainty: 'proof',
  })
  expect(toldBy(jan, answerOf('ps -o args', router))).toBe(null)
})
