import { describe, expect, test } from 'vitest'
import { askServer, type Answer } from '../http-server.ts'
import { createFakeCore, snapshotAt } from './fake-core.ts'
import { bearer, startWeb } from './web-server.ts'

const json = { ...bearer, 'content-type': 'application/json' }
const post = (port: number, body: string, headers = json): Promise<Answer> =>
  askServer(port, { path: '/api/request', method: 'POST', headers, body })

describe('a request by HTTP', () => {
  test('is answered with an outcome', async () => {
    const answer = await post(await startWeb(), '{"name":"snapshot","input":null}')
    expect(answer.status).toBe(200)
    expect(JSON.parse(answer.body)).toEqual({ kind: 'ok', value: snapshotAt(1) })
  })

  test('before the first tick waits for a Snapshot of its own', async () => {
    const port = await startWeb(createFakeCore(null))
    const answer = await post(port, '{"name":"snapshot"}')
    expect(JSON.parse(answer.body)).toEqual({ kind: 'ok', value: snapshotAt(77) })
    const plain = await askServer(port, { path: '/api/snapshot', headers: bearer })
    expect(JSON.parse(plain.body)).toEqual(snapshotAt(77))
  })

  test('that acts is forbidden where only reading is allowed', async () => {
    const answer = await post(
      await startWeb(),
      '{"name":"snooze","input":{"target":"all","span":"1h"}}',
    )
    expect(answer.status).toBe(403)
    expect(JSON.parse(answer.body)).toMatchObject({ kind: 'refused' })
  })

  test('whose answer throws is refused with the reason', async () => {
    const answer = await post(await startWeb(), '{"name":"doctor","input":null}')
    expect(answer.status).toBe(400)
    expect(JSON.parse(answer.body)).toEqual({ kind: 'refused', reason: 'the doctor is out' })
  })
})

describe('a request that is none', () => {
  const wrongForm = 'the request is not of the form it should have'
  test.each([
    ['no JSON', '{"name":', expect.stringContaining('JSON')],
    ['nothing', '', expect.stringContaining('empty')],
    ['no object', '"snapshot"', wrongForm],
    ['no name', '{}', wrongForm],
    ['a name that is no text', '{"name":{"toString":"snapshot"}}', wrongForm],
    ['an unknown name', '{"name":"purge","input":null}', 'there is no such request'],
    ['a name of every object', '{"name":"constructor"}', 'there is no such request'],
    ['an input of another form', '{"name":"look","input":{}}', wrongForm],
    [
      'a look that does not stay',
      '{"name":"look","input":{"isLooking":true}}',
      'only a connection that stays can look',
    ],
  ])('%s', async (_, body, reason) => {
    const answer = await post(await startWeb(), body)
    expect(answer.status).toBe(400)
    expect(JSON.parse(answer.body)).toEqual({ kind: 'refused', reason })
  })

  test('too large is refused as such', async () => {
    const answer = await post(await startWeb(), `{"name":"${'x'.repeat(70_000)}"}`)
    expect(answer.status).toBe(413)
    expect(JSON.parse(answer.body)).toMatchObject({ kind: 'refused' })
  })

  test('of another kind than JSON is refused as such', async () => {
    const headers = { ...bearer, 'content-type': 'text/xml' }
    expect((await post(await startWeb(), '<name/>', headers)).status).toBe(415)
  })

  test('with a prototype in it is refused', async () => {
    const body = '{"name":"snapshot","__proto__":{"input":1}}'
    expect((await post(await startWeb(), body)).status).toBe(400)
  })

  test('does not keep the next one from its answer', async () => {
    const port = await startWeb()
    await post(port, '{"name":')
    expect((await post(port, '{"name":"snapshot"}')).status).toBe(200)
  })
})
