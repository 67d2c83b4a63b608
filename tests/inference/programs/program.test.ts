import { expect, test } from 'vitest'
import { programOf } from '../../../src/main/inference/programs/program.ts'

const told = (command: string, executable: string | null = null): readonly unknown[] => {
  const { path, args } = programOf({ executable, argv: command.split(' ') })
  return [path, args]
}

test('a program in a folder with blanks is one program', () => {
  expect(told('/Applications/LM Studio.app/Contents/MacOS/LM -x')).toEqual([
    '/Applications/LM Studio.app/Contents/MacOS/LM',
    ['-x'],
  ])
  expect(told('/Users/u/Library/Application Support/Jan/llama-server -c 1')).toEqual([
    '/Users/u/Library/Application Support/Jan/llama-server',
    ['-c', '1'],
  ])
})

test('what the kernel says of the program goes before its command line', () => {
  expect(told('/my tools/serve now -x', '/my tools/serve now')).toEqual([
    '/my tools/serve now',
    ['-x'],
  ])
  expect(told('serve -x', '/usr/bin/serve')).toEqual(['/usr/bin/serve', ['-x']])
})

test('an argument is not taken for the program', () => {
  expect(programOf({ executable: null, argv: ['/usr/bin/vim', 'bin/llama-server'] })).toEqual({
    path: '/usr/bin/vim',
    name: 'vim',
    args: ['bin/llama-server'],
  })
  expect(programOf({ executable: null, argv: [] })).toEqual({ path: '', name: '', args: [] })
})
