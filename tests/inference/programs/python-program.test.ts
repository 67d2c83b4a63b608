import { expect, test } from 'vitest'
import {
  pythonProgramOf,
  runsCommand,
  wordAfter,
} from '../../../src/main/inference/programs/python-program.ts'
import { processOf } from '../answer-of.ts'

const programOf = (line: string): unknown => pythonProgramOf(processOf(line))

test.each([
  ['python -m vllm serve m', { name: 'vllm', script: null, args: ['serve', 'm'] }],
  ['python3.12 -mvllm', { name: 'vllm', script: null, args: [] }],
  ['python3 -u -X dev -W ignore -Im vllm', { name: 'vllm', script: null, args: [] }],
  ['python -Wignore /a/main.py -x', { name: 'main.py', script: '/a/main.py', args: ['-x'] }],
  [
    'python --check-hash-based-pycs never main.py',
    { name: 'main.py', script: 'main.py', args: [] },
  ],
  [
    '/Library/Frameworks/Python.app/Contents/MacOS/Python /a/b.py',
    { name: 'b.py', script: '/a/b.py', args: [] },
  ],
  ['/opt/bin/vllm serve', { name: 'vllm', script: '/opt/bin/vllm', args: ['serve'] }],
])('%s runs what it names', (line, program) => {
  expect(programOf(line)).toEqual(program)
})

test.each(['python', 'python -', 'python -c import\u00a0vllm', 'python -i', 'python -m'])(
  '%s runs nothing that has a name',
  (line) => {
    expect(programOf(line)).toBeNull()
  },
)

test('a script whose folder has a blank is put together, and its arguments are not', () => {
  expect(programOf('python /Users/u/My Work/main.py --port 1')).toMatchObject({
    name: 'main.py',
    script: '/Users/u/My Work/main.py',
    args: ['--port', '1'],
  })
  expect(programOf('python /venv/bin/accelerate launch train.py')).toMatchObject({
    name: 'accelerate',
    args: ['launch', 'train.py'],
  })
})

test('a command is a module, a script, a word behind one, or the file of a module', () => {
  const runs = (line: string): boolean => runsCommand(processOf(line), 'mlx_lm.server')
  expect(runs('python -m mlx_lm server')).toBe(true)
  expect(runs('python /src/mlx_lm/server.py')).toBe(true)
  expect(runs('mlx_lm.server')).toBe(true)
  expect(runs('python -m mlx_lm generate server')).toBe(false)
  expect(runs('python /src/other/server.py')).toBe(false)
})

test('the word behind a command is no option', () => {
  expect(wordAfter(processOf('vllm serve acme/m --port 1'), 'serve')).toBe('acme/m')
  expect(wordAfter(processOf('vllm serve --port 1'), 'serve')).toBeNull()
  expect(wordAfter(processOf('vllm --port 1'), 'serve')).toBeNull()
})
