import { describe, expect, test } from 'vitest'
import { understand } from '../../../src/main/inference/answers/understand.ts'
import { answerOf } from '../answer-of.ts'

describe('who answered', () => {
  test('only an answer that no other server gives names it', () => {
    expect(understand(answerOf('GET /', 'Ollama is running'), null).serverKind).toBe('ollama')
    expect(understand(answerOf('GET /api/version', { version: '1' }), null).serverKind).toBeNull()
  })

  test('a process is believed before its answers: look-alikes give those of others', () => {
    const facts = understand(answerOf('GET /', 'Ollama is running'), 'koboldcpp')
    expect(facts.serverKind).toBe('koboldcpp')
  })

  test('what nobody knows tells nothing, and keeps the hint', () => {
    expect(understand(answerOf('GET /nowhere', 'hello'), null)).toEqual({ serverKind: null })
    expect(understand(answerOf('GET /nowhere', 'hello'), 'exo')).toEqual({ serverKind: 'exo' })
  })
})

describe('what went wrong', () => {
  test.each([
    [401, 'auth'],
    [403, 'auth'],
    [404, 'notFound'],
    [405, 'badRequest'],
    [429, 'busy'],
    [501, 'disabled'],
    [503, 'busy'],
  ])('the status %i is %s', (status, errorKind) => {
    const facts = understand(answerOf('GET /x', '', { status }), null)
    expect(facts).toMatchObject({ errorKind, errorMessage: null })
  })

  test('the status 500 says that it failed, and not how', () => {
    const facts = understand(answerOf('GET /x', { error: 'broken' }, { status: 500 }), null)
    expect(facts).toEqual({ errorMessage: 'broken', serverKind: null })
  })

  test.each([
    [{ error: 'no such model' }, 'no such model'],
    [{ error: { message: 'no such model', code: 404 } }, 'no such model'],
    [{ message: 'no such model' }, 'no such model'],
    [{ detail: 'no such model' }, 'no such model'],
    [{ detail: { msg: 'no such model', type: 'gone' } }, 'no such model'],
    ['no such model\n', 'no such model'],
    ['<html><body>no such model</body></html>', null],
  ])('its text is found in %j', (body, errorMessage) => {
    const facts = understand(answerOf('GET /x', body, { status: 404 }), null)
    expect(facts.errorMessage).toBe(errorMessage)
  })

  test('LM Studio answers an unknown path with 200 and an error', () => {
    const body = { error: 'Unexpected endpoint or method. (GET /api/v1/models)' }
    expect(understand(answerOf('GET /api/v1/models', body), 'lmstudio')).toMatchObject({
      errorKind: 'notFound',
      errorMessage: 'Unexpected endpoint or method. (GET /api/v1/models)',
    })
  })

  test('a message in an answer that is none is no error', () => {
    const facts = understand(answerOf('GET /x', { message: 'welcome' }), null)
    expect(facts).toEqual({ serverKind: null })
  })
})

describe('what asked for a model to go', () => {
  test.each([
    ['POST /api/generate', { model: 'm', keep_alive: 0 }],
    ['POST /api/admin/reload_config', { filename: 'unload_model' }],
    ['POST /api/models/unload/m', undefined],
    ['POST /backend/shutdown', { model: 'm' }],
    ['DELETE /instance/i', undefined],
  ])('%s that is refused was not taken', (request, sent) => {
    const answer = answerOf(request, 'no such model', { status: 404 })
    const facts = understand({ ...answer, asked: { ...answer.asked, sent } }, null)
    expect(facts).toMatchObject({ errorKind: 'notFound', unloadAccepted: false })
  })

  test('an error of what asks for nothing to go says nothing of unloading', () => {
    const facts = understand(answerOf('POST /api/generate', '', { status: 404 }), null)
    expect(facts.unloadAccepted).toBeUndefined()
  })
})
