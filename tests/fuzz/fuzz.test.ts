import { afterAll, beforeAll, expect, test } from 'vitest'
import { allSubjects } from './all-subjects.ts'
import { countCalls, type Calls } from './calls.ts'
import { doors, doorsIn } from './doors.ts'
import { elsewhere } from './elsewhere.ts'
import { fuzz } from './fuzz.ts'
import { failureText } from './failure-text.ts'
import { seedsNow } from './seeds.ts'

const triesEach = 40
const state: { calls: Calls | null } = { calls: null }

beforeAll(async () => {
  console.log(`fuzz: seeds ${seedsNow().join(', ')} (HEADROOM_SEED=… tries another)`)
  state.calls = await countCalls()
})
afterAll(() => state.calls?.stop())

test.each(allSubjects.map((subject) => [subject.name, subject] as const))(
  'whatever comes in is refused in words, or gives what holds: %s',
  async (_, subject) => {
    for (const seed of seedsNow()) {
      const { failure, taken } = await fuzz(subject, seed, triesEach)
      if (failure !== null) expect.fail(failureText(subject.name, seed, failure))
      expect(taken, 'it knows its own samples').toBeGreaterThan(0)
    }
  },
)

test('each subject has a name of its own', () => {
  const names = allSubjects.map(({ name }) => name)
  expect(names.toSorted()).toEqual([...new Set(names)].toSorted())
})

test('no door for foreign input is forgotten: each has run above, or stands with its reason', async () => {
  const seen = (await state.calls?.seen()) ?? new Set()
  const all = doors().map(({ path, name }) => `${path} ${name}`)
  const closed = all.filter((door) => !seen.has(door))
  expect(closed).toEqual(Object.keys(elsewhere).toSorted())
})

test.each([
  ['export function parseIt(text: string): number { return 1 }', ['parseIt']],
  ['const matchIt = (line: string) => null', ['matchIt']],
  ['export const probe = { parse: (text: string) => text }', ['parse']],
  ['function own(text: string) { return shape.safeParse(jsonIn(text)) }', ['own']],
  ['const own = () => { helper(() => JSON.parse("1")) }', ['own']],
  ['export function told(given: Uint8Array) { return given }', ['told']],
  ['export function helper(count: number) { return count }', []],
])('%s is known for a door, or for none', (text, names) => {
  const found = doorsIn({ path: 'src/main/probes/x.ts', text })
  expect(found.map(({ name }) => name)).toEqual(names)
})
