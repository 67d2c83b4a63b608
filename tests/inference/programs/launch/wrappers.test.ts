import { expect, test } from 'vitest'
import { unwrapped } from '../../../../src/main/inference/programs/launch/wrappers.ts'
import { commandOf } from './launched.ts'

const inner = (line: string): string | null => {
  const command = unwrapped(commandOf(line))
  return command === null ? null : command.argv.join(' ')
}

test.each([
  'env llama-server -m a.gguf',
  'env -u HOME A=1 B=2 llama-server -m a.gguf',
  '/usr/bin/env -i -C /x llama-server -m a.gguf',
  'nice llama-server -m a.gguf',
  'nice -n 10 llama-server -m a.gguf',
  'nice -10 llama-server -m a.gguf',
  'nice --adjustment=10 llama-server -m a.gguf',
  'nohup llama-server -m a.gguf',
  'caffeinate -dims -t 3600 llama-server -m a.gguf',
  'caffeinate -i nice -n 5 nohup llama-server -m a.gguf',
  '/usr/bin/time -l llama-server -m a.gguf',
  'time -f %M -o x llama-server -m a.gguf',
  'taskset -c 0-3 llama-server -m a.gguf',
  'taskset 0xf llama-server -m a.gguf',
  'timeout -s INT -k 5 60s llama-server -m a.gguf',
  'arch -arm64 llama-server -m a.gguf',
  'sudo -E -u me llama-server -m a.gguf',
  'uv run llama-server -m a.gguf',
  'uv run --with x --python 3.12 -- llama-server -m a.gguf',
  'uv --offline --directory d run --with x llama-server -m a.gguf',
  'uv tool run --from x llama-server@1.2 -m a.gguf',
  'uvx --from x llama-server -m a.gguf',
  'pipx run --spec x llama-server -m a.gguf',
  'conda run -n ml --no-capture-output llama-server -m a.gguf',
  'poetry run llama-server -m a.gguf',
  'sh -c "llama-server -m a.gguf"',
  `bash -lc 'exec env A=1 llama-server -m a.gguf'`,
  `zsh -i -c 'A=1 B="2 3" llama-server -m a.gguf'`,
])('the command itself is found behind %s', (line) => {
  expect(inner(line)).toBe('llama-server -m a.gguf')
})

test('a module that uv runs is one of Python', () => {
  expect(inner('uv run --with x -m mlx_lm server --model m')).toBe(
    'python -m mlx_lm server --model m',
  )
  expect(inner('uv run python -m mlx_lm server')).toBe('python -m mlx_lm server')
})

test.each([
  'sh run.sh',
  'bash -x run.sh -c a',
  `sh -c 'llama-server | tee x'`,
  'sh',
  'env A=1',
  'env -S "llama-server -m a.gguf"',
  'nice -n 5',
  `${'nice '.repeat(40)}llama-server`,
])('nothing is made of %s', (line) => {
  expect(inner(line)).toBeNull()
})

test('what does something else stays as it is', () => {
  for (const line of ['uv pip install mlx-lm', 'conda install x', 'poetry add x', 'llama-server'])
    expect(inner(line)).toBe(line)
})

test('variables before the command count for it, and those that are taken away do not', () => {
  const environmentOf = (line: string) =>
    unwrapped(commandOf(line, { OLD: 'o', GONE: 'g' }))?.environment
  expect(environmentOf('env -u GONE NEW=1=2 OLD= x')).toEqual({ OLD: '', NEW: '1=2' })
  expect(environmentOf('env -i NEW=1 x')).toEqual({ NEW: '1' })
  expect(environmentOf(`sh -c 'NEW=1 env MORE=2 nice x'`)).toEqual({
    OLD: 'o',
    GONE: 'g',
    NEW: '1',
    MORE: '2',
  })
})
