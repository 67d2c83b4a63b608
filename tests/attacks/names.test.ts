import { expect, test } from 'vitest'
import { askServer } from '../http-server.ts'
import { served } from '../headroom-program.ts'
import { until } from '../processes.ts'
import { obeyed, startHostileWorld, type HostileWorld } from './hostile-world.ts'

/** The first of what must not be in it, with what stands around: all of it would fill the report of a failure. */
const foulIn = (text: string): string | null => {
  const at = text.search(obeyed)
  return at === -1 ? null : JSON.stringify(text.slice(Math.max(0, at - 80), at + 40))
}

/** Each says something of the hostile world; the last ones name what there is, as the name is not clear. */
const faces = ({ log, model }: HostileWorld): readonly (readonly [string, ...string[]])[] => [
  ['status', '--log', log],
  ['models'],
  ['fit', model],
  ['explain', log],
  ['unload', 'evil', '--dry-run'],
]

/** Each face is a program of its own, on a machine that may have much to do. */
const withinMs = 60_000

test(
  'programs, servers, models, headers and logs with hostile names bring no escape into any terminal',
  async () => {
    const world = await startHostileWorld()
    const waiting = [...faces(world)]
    const worker = async (): Promise<void> => {
      for (let face = waiting.shift(); face !== undefined; face = waiting.shift()) {
        const said = await world.run(...face)
        expect([face, foulIn(said)]).toEqual([face, null])
        expect([face, said]).toEqual([face, expect.stringContaining('alert(1)')])
      }
    }
    await Promise.all([worker(), worker(), worker()])
  },
  withinMs,
)

test('nor into an answer of serve, whoever prints it', async () => {
  const world = await startHostileWorld()
  const { port, token } = await served(world.start('serve', '--port', '0', '--log', world.log))
  const headers = { authorization: `Bearer ${token}` }
  const snapshot = await until('the evil model', async () => {
    const { body } = await askServer(port, { path: '/api/snapshot', headers })
    return body.includes('evil') && body.includes('failed.log') ? body : null
  })
  expect(foulIn(snapshot)).toBe(null)
  expect(JSON.parse(snapshot)).toMatchObject({ schema: 'headroom/snapshot/1' })
  const { body: metrics } = await askServer(port, { path: '/metrics', headers })
  expect(foulIn(metrics)).toBe(null)
})
