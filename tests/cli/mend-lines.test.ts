import { expect, test } from 'vitest'
import { doctorText } from '../../src/main/cli/doctor.ts'
import { mendLines } from '../../src/main/cli/mend-lines.ts'
import { ailing, ailingSources } from '../browser/ailing.ts'

const linesOf = (id: string): readonly string[] =>
  ailingSources.filter((source) => source.id === id).flatMap((one) => mendLines(one, 'darwin'))

test('below a source that has failed stands what mends it, and what is to be typed', () => {
  const lines = doctorText(ailing, 80).split('\n')
  const at = lines.findIndex((line) => line.startsWith('FAILED   GPU memory'))
  expect(lines.slice(at + 1, at + 3)).toEqual([
    '         It takes longer than Headroom waits, as on a very busy machine. It is asked again by itself.',
    '         $ ioreg -r -d 1 -w 0 -c IOAccelerator',
  ])
})

test('what is merely not here is told only where something can be done about it', () => {
  expect(linesOf('battery')).toEqual([])
  expect(linesOf('memory')).toEqual([])
  expect(linesOf('power').at(-1)).toBe('         $ brew install macmon')
})
