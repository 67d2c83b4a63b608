import { expect, test } from 'vitest'
import { parseFaceOptions } from './face/options.ts'
import { createSingle } from './face/single.ts'

const argv = ['-m', '/models/m.gguf', '-c', '4096', '-np', '2', '--port', '8081', '--alias', 'm']

test("the face takes llama-server's options by their short and long names", () => {
  const options = {
    host: '127.0.0.1',
    port: 8_081,
    contextTokens: 4_096,
    slots: 2,
    logFile: null,
  }
  expect(parseFaceOptions(argv)).toEqual({
    ...options,
    kind: 'single',
    file: '/models/m.gguf',
    alias: 'm',
  })
  const router = ['--models-dir', '/m', '--ctx-size', '4096', '--parallel', '2', '--port', '8081']
  expect(parseFaceOptions(router)).toEqual({ ...options, kind: 'router', folder: '/m' })
  const logged = parseFaceOptions([...router, '--log-file', '/tmp/l.log'])
  expect(logged).toEqual({ ...options, kind: 'router', folder: '/m', logFile: '/tmp/l.log' })
})

test('an option that it would not heed is refused, and so is one that is missing', () => {
  expect(() => parseFaceOptions([...argv, '--cache-type-k', 'q8_0'])).toThrow('--cache-type-k')
  expect(() => parseFaceOptions(argv.slice(0, 4))).toThrow('the face wants -np')
  expect(() => parseFaceOptions([...argv, '-c', '0'])).toThrow('-c wants a number above 0')
  expect(() => parseFaceOptions(argv.slice(2))).toThrow('-m FILE or --models-dir FOLDER')
})

test('until its model is loaded, every route says so', async () => {
  const options = {
    kind: 'single',
    file: 'm.gguf',
    alias: null,
    contextTokens: 8,
    slots: 1,
  } as const
  const single = createSingle(options)
  const asking = { query: new URLSearchParams(), sent: undefined, hasLeft: () => false }
  for (const route of ['GET /health', 'GET /slots', 'GET /v1/models']) {
    expect(await single.answer({ ...asking, route })).toEqual({
      status: 503,
      body: { error: { code: 503, message: 'Loading model', type: 'unavailable_error' } },
    })
  }
})
