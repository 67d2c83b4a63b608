import { expect, test } from 'vitest'
import { keyOf } from '../../../src/main/host/host.ts'
import {
  parseProcessArguments,
  processArguments,
} from '../../../src/main/probes/darwin/ps-arguments.ts'
import { pid } from '../../../src/shared/ids.ts'
import { expectSound } from '../../mutated.ts'

const pids = [pid(4711), pid(98_765), pid(5), pid(6)]
const text = ` 4711 /opt/homebrew/bin/llama-server -m /Users/ann/My Models/qwen3-4b.gguf  -c 8192 
98765 /usr/bin/python3 -c import x
7 bottles
    5 (python3.12)
    6
`

test('command lines are told by their process, blanks within them as they are', () => {
  expect([...parseProcessArguments(text, pids)]).toEqual([
    [4711, '/opt/homebrew/bin/llama-server -m /Users/ann/My Models/qwen3-4b.gguf  -c 8192'],
    [98_765, '/usr/bin/python3 -c import x'],
  ])
})

test('they are none where no process runs any more, and one that was cut is none', () => {
  expect(parseProcessArguments('', pids).size).toBe(0)
  expect(parseProcessArguments(' 4711 /opt/homebrew/bin/llama-ser', pids).size).toBe(0)
})

test('a few processes are asked at once; that none runs is an answer', () => {
  const { question, parse } = processArguments([pid(1), pid(23)])
  expect(keyOf(question)).toBe('/bin/ps -ww -o pid=,args= -p 1,23')
  expect(question).toMatchObject({ toleratedExitCodes: [1] })
  expect([...parse('   23 /bin/a b\n   24 /bin/c\n')]).toEqual([[23, '/bin/a b']])
})

test('foreign text tells of nobody who was not asked', () => {
  expectSound(
    (foreign) => parseProcessArguments(foreign, pids),
    text,
    (told) => [...told].every(([id, line]) => pids.includes(id) && line !== ''),
  )
})
