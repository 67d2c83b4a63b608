import { describe, expect, test } from 'vitest'
import { Refusal } from '../../src/main/host/attempt.ts'
import { createRedact } from '../../src/main/host/redact.ts'
import { askAll, askPersonAll } from './ask-all.ts'
import { holds, judged, type Doubt, type DoubtForPerson } from './doubt.ts'
import { replayedMac } from './replayed-mac.ts'

const doubt = (id: string, ask: Doubt['ask'], more: Partial<Doubt> = {}): Doubt => ({
  id,
  title: 'Is it so?',
  why: 'It matters.',
  assumption: 'it is',
  at: [],
  marks: [],
  deadlineMs: 200,
  ask,
  ...more,
})
const mac = replayedMac('mac-m2max-32gb-loading', {}, { redact: createRedact(['wilhelmine']) })
const nothingMissing = (): null => null

describe('one doubt after the other', () => {
  test('none stops the others: not one that hangs, nor one that throws, nor one that is wrong', async () => {
    const told: string[] = []
    const all = await askAll(
      [
        doubt('hangs', () => new Promise(() => undefined)),
        doubt('throws', () => Promise.reject(new Error('a fault'))),
        doubt('throws-at-once', () => {
          throw new Error('another fault')
        }),
        doubt('has-nothing-to-go-by', () => Promise.reject(new Refusal('vm_stat: exit 1'))),
        doubt('wrong', async () => judged(false, 'it is not so')),
        doubt('right', async () => holds('it is so')),
      ],
      mac,
      nothingMissing,
      ({ doubt: { id } }) => void told.push(id),
    )
    expect(all.map(({ verdict, why }) => [verdict, why])).toEqual([
      ['could not be asked', 'no answer within 0.2 s'],
      ['could not be asked', 'the question broke: a fault'],
      ['could not be asked', 'the question broke: another fault'],
      ['could not be asked', 'vm_stat: exit 1'],
      ['wrong', null],
      ['holds', null],
    ])
    expect(told).toEqual(all.map(({ doubt: { id } }) => id))
  })

  test('one that needs what is not there is not asked at all', async () => {
    let isAsked = false
    const changing = doubt(
      'changes',
      async () => {
        isAsked = true
        return holds('')
      },
      { needs: ['sudo', 'changes'] },
    )
    const [asked] = await askAll([changing], mac, (need) =>
      need === 'changes' ? 'not allowed' : null,
    )
    expect([asked?.verdict, asked?.why, isAsked]).toEqual([
      'could not be asked',
      'not allowed',
      false,
    ])
  })
})

describe('what is seen', () => {
  test('is bounded, and says how much it was', async () => {
    const [asked] = await askAll(
      [doubt('a', async () => holds('x'.repeat(3 * 2 ** 20)))],
      mac,
      nothingMissing,
    )
    expect(asked?.evidence.length).toBeLessThan(500)
    expect(asked?.evidence).toMatch(/… \(3145728 characters in all\)$/)
    const lines = 'a line\n'.repeat(10_000)
    const [many] = await askAll([doubt('b', async () => holds(lines))], mac, nothingMissing)
    expect(many?.evidence.split('\n')).toHaveLength(61)
  })

  test('holds no control character, no user and no secret, nor does the reason', async () => {
    const text = '\u001b[31mred\u001b[0m /Users/wilhelmine/x --api-key sesame123\nnext\u0007'
    const [seen, broken] = await askAll(
      [doubt('a', async () => holds(text)), doubt('b', () => Promise.reject(new Error(text)))],
      mac,
      nothingMissing,
    )
    expect(seen?.evidence).toBe('�[31mred�[0m /Users/user1/x --api-key [removed]\nnext�')
    expect(`${broken?.why}`).toBe(
      'the question broke: �[31mred�[0m /Users/user1/x --api-key [removed]\nnext�',
    )
  })
})

describe('what only a person can see', () => {
  const look: DoubtForPerson = { ...doubt('eyes', async () => holds('')), look: 'Is it sharp?' }

  test('is a list of what to look at where nobody is asked', async () => {
    const [asked] = await askPersonAll([look], null, mac)
    expect([asked?.verdict, asked?.why]).toEqual(['only a person can see', 'Is it sharp?'])
  })

  test.each([
    ['yes', 'as sharp as the clock', 'holds', 'as sharp as the clock'],
    ['no', 'blurred, says wilhelmine', 'wrong', 'blurred, says user1'],
    ['no', '', 'wrong', 'a person said no'],
    ['skip', '', 'only a person can see', ''],
  ] as const)('%s, %j: %s', async (answer, words, verdict, evidence) => {
    const [asked] = await askPersonAll([look], async () => ({ answer, words }), mac)
    expect([asked?.verdict, asked?.evidence]).toEqual([verdict, evidence])
  })
})
