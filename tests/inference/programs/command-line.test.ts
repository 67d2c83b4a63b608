import { expect, test } from 'vitest'
import {
  commandLineReader,
  splitCommand,
} from '../../../src/main/inference/programs/command-line.ts'
import { answerOf } from '../told.ts'

test('a command is split as a shell would: quotes, joined lines, remarks', () => {
  const command = `# the small one
llama-server --port 5801 \\
  -m "/My Models/a \\"b\\".gguf" --alias 'two words'
  # --mlock
`
  expect(splitCommand(command)).toEqual([
    'llama-server',
    '--port',
    '5801',
    '-m',
    '/My Models/a "b".gguf',
    '--alias',
    'two words',
  ])
})

test('what ps says of a process is read where it is one of this kind', () => {
  const { route, read } = commandLineReader(
    ({ argv }) => argv[0] === 'serve',
    ({ argv }) => ({ port: argv.length }),
  )
  expect(route.test('ps -o args')).toBe(true)
  expect(route.test('ps -ww -p 12 -o args=')).toBe(true)
  expect(route.test('ps -o pid,rss')).toBe(false)
  expect(read(answerOf('ps -o args', 'ARGS\nserve -x  y\n'))).toEqual({
    facts: { port: 3 },
    certainty: 'proof',
  })
  expect(read(answerOf('ps -o args', 'serve -m "/My Models/a.gguf"'))?.facts).toEqual({ port: 3 })
  expect(read(answerOf('ps -o args', 'observe'))).toBe(null)
  expect(read(answerOf('ps -o args', ''))).toBe(null)
})
