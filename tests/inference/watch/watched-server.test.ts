import { describe, expect, test } from 'vitest'
import type { Asker } from '../../../src/main/host/host.ts'
import { createWatchedServer } from '../../../src/main/inference/watch/watched-server.ts'
import { pid } from '../../../src/shared/ids.ts'
import { askerOf, nameOfQuestion, type Reply, type World } from '../../world.ts'
import { foundOf, running } from '../server-told.ts'

const http = (status: number, body: unknown): string =>
  JSON.stringify({
    status,
    contentType: 'application/json',
    server: '',
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })
const silent: Reply = { kind: 'failed', reason: 'no answer within 2 s' }
const models = (...names: readonly string[]): string =>
  http(200, { models: names.map((name) => ({ name, model: name, size: 5e9, size_vram: 5e9 })) })

/** An Ollama on port 81 whose answers the test sets by their paths. */
function watchOllama() {
  const world: World = new Map()
  const asked: string[] = []
  const answer = (path: string, reply: Reply): void =>
    void world.set(`http GET http://127.0.0.1:81${path}`, reply)
  const found = foundOf(running('ollama serve'))
  const server = createWatchedServer(found)
  answer('/', http(200, 'Ollama is running'))
  answer('/api/version', http(200, { version: '0.30.1' }))
  answer('/api/ps', models('a'))
  return {
    server,
    answer,
    asked,
    visit: async (
      second: number,
      given: { readonly port?: number; readonly key?: string } = {},
    ) => {
      const inner = askerOf(world, second * 1_000)
      const ask: Asker['ask'] = (question) => {
        asked.push(nameOfQuestion(question).replace('http GET http://127.0.0.1:81', ''))
        return inner.ask(question)
      }
      await server.visit(found, {
        asker: { ...inner, ask },
        ports: [{ host: '127.0.0.1', port: given.port ?? 81, pid: pid(100) }],
        isLooked: true,
        apiKey: given.key ?? null,
        parentKind: null,
      })
      return server.told()
    },
  }
}

const namesOf = ({ facts }: { readonly facts: { readonly models?: unknown } }): string =>
  JSON.stringify(facts.models ?? null).replace(/.*?"id":"(\w+)".*/, '$1')

describe('a server that is watched', () => {
  test('has told nothing before it is visited', () => {
    const { server } = watchOllama()
    expect(server.told()).toMatchObject({ state: 'starting', reason: null, at: null, atMs: null })
  })

  test('is proven, asked for everything once, and then for what is due', async () => {
    const { visit, asked } = watchOllama()
    const told = await visit(0)
    expect(told).toMatchObject({ state: 'ready', at: { port: 81 }, facts: { version: '0.30.1' } })
    expect(asked).toEqual(['/', '/api/version', '/api/ps'])
    await visit(1)
    await visit(4)
    expect(asked).toHaveLength(3)
    await visit(5)
    expect(asked.slice(3)).toEqual(['/api/ps'])
  })

  test('is proven again where it listens elsewhere', async () => {
    const { visit, asked } = watchOllama()
    await visit(0)
    const told = await visit(1, { port: 82 })
    expect(asked.slice(3)).toEqual(['http GET http://127.0.0.1:82/'])
    expect(told.at).toBeNull()
  })
})

describe('a server that falls silent', () => {
  test('that does not answer keeps what it has told, and is asked less and less often', async () => {
    const { visit, answer, asked } = watchOllama()
    await visit(0)
    answer('/api/ps', silent)
    const told = await visit(5)
    expect(told).toMatchObject({ state: 'silent', reason: 'no answer within 2 s', atMs: 0 })
    expect(namesOf(told)).toBe('a')
    asked.length = 0
    const states = new Set<string>()
    for (let second = 6; second <= 26; second++) states.add((await visit(second)).state)
    expect([...states]).toEqual(['silent'])
    expect(asked).toEqual(Array(4).fill('/api/ps')) // at 6, 8, 12 and 20
    answer('/api/ps', models('b'))
    for (let second = 27; second <= 60; second++) await visit(second)
    expect(server(await visit(61))).toEqual(['ready', 'b'])
  })

  test('that nobody listens for any more is proven anew', async () => {
    const { visit, answer, asked } = watchOllama()
    await visit(0)
    answer('/api/ps', { kind: 'absent', reason: 'nothing listens' })
    expect(await visit(5)).toMatchObject({ state: 'starting', at: null })
    asked.length = 0
    answer('/api/ps', models('c'))
    await visit(7)
    expect(asked[0]).toBe('/')
  })

  test('is asked for all at once when it is hurried, but not for what never changes', async () => {
    const { visit, server: watched, asked } = watchOllama()
    await visit(0)
    watched.hurry()
    await visit(1)
    expect(asked.slice(3)).toEqual(['/api/ps'])
  })
})

describe('a server that closes', () => {
  test('says so, is asked no more, and is asked again with another key', async () => {
    const { visit, answer, asked } = watchOllama()
    answer('/api/ps', http(401, { error: 'unauthorized' }))
    expect(await visit(0)).toMatchObject({ state: 'closed', reason: 'it wants a key' })
    const before = asked.length
    for (let second = 1; second < 100; second++) await visit(second)
    expect(asked.length).toBe(before)
    answer('/api/ps', models('d'))
    expect(server(await visit(100, { key: 'k' }))).toEqual(['ready', 'd'])
  })

  test('does not lose what it does not know: an unknown path is asked again in ten minutes', async () => {
    const { visit, answer, asked } = watchOllama()
    answer('/api/version', http(404, '404 page not found'))
    await visit(0)
    for (let second = 5; second < 605; second += 5) await visit(second)
    expect(asked.filter((path) => path === '/api/version')).toHaveLength(2)
  })

  test('a moment of too much work takes nothing of what it has told', async () => {
    const { visit, answer } = watchOllama()
    await visit(0)
    answer('/api/ps', http(503, { error: 'server busy, please try again' }))
    const busy = await visit(5)
    expect([...server(busy), busy.atMs]).toEqual(['ready', 'a', 0])
    answer('/api/ps', http(200, 'not JSON'))
    expect(server(await visit(10))).toEqual(['ready', 'a'])
    answer('/api/ps', models())
    expect((await visit(15)).facts.models).toEqual([])
  })
})

const server = (told: ReturnType<ReturnType<typeof createWatchedServer>['told']>) => [
  told.state,
  namesOf(told),
]

describe('a visit', () => {
  test('that is under way is waited for, and not begun twice', async () => {
    const { server: watched } = watchOllama()
    const found = foundOf(running('ollama serve'))
    const { promise, resolve } = Promise.withResolvers<void>()
    let count = 0
    const asker = {
      ...askerOf(new Map(), 0),
      ask: async () => {
        count++
        await promise
        return { kind: 'failed', reason: 'late', atMs: 0, tookMs: 0 } as const
      },
    }
    const ports = [{ host: '127.0.0.1', port: 81, pid: pid(100) }]
    const visit = { asker, ports, isLooked: true, apiKey: null, parentKind: null }
    const both = [watched.visit(found, visit), watched.visit(found, visit)]
    resolve()
    await Promise.all(both)
    expect(count).toBe(1)
  })

  test('never fails: a fault of ours is told as its silence', async () => {
    const { server: watched } = watchOllama()
    const asker = {
      ...askerOf(new Map(), 0),
      ask: () => {
        throw new Error('a fault')
      },
    }
    const ports = [{ host: '127.0.0.1', port: 81, pid: pid(100) }]
    await watched.visit(foundOf(running('ollama serve')), {
      asker,
      ports,
      isLooked: true,
      apiKey: null,
      parentKind: null,
    })
    expect(watched.told()).toMatchObject({ state: 'silent', reason: 'a fault' })
  })
})
