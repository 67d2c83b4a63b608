import { expect, test } from 'vitest'
import {
  countIn,
  hasFlag,
  optionIn,
  pathIn,
} from '../../../src/main/inference/programs/arguments.ts'
import { heldModel, modelIn, portIn } from '../../../src/main/inference/programs/model-arguments.ts'

const words = (line: string): readonly string[] => line.split(' ')

test('an option is found by each of its names, with a blank or a sign, and its last value counts', () => {
  expect(optionIn(words('x -c 1 --ctx-size=2'), '-c', '--ctx-size')).toBe('2')
  expect(optionIn(words('x --ctx-size=2 -c 1'), '-c', '--ctx-size')).toBe('1')
  expect(optionIn(words('x -c'), '-c')).toBeNull()
  expect(optionIn(words('x --ctx-sizes 1'), '--ctx-size')).toBeNull()
})

test('a count is a whole number', () => {
  expect(countIn(words('x -c 4096'), '-c')).toBe(4_096)
  expect(countIn(words('x -c -1'), '-c')).toBeNull()
  expect(countIn(words('x -c many'), '-c')).toBeNull()
})

test('a flag stands alone', () => {
  expect(hasFlag(words('x --metrics'), '--metrics')).toBe(true)
  expect(hasFlag(words('x --metrics=1'), '--metrics')).toBe(false)
})

test('a path that blanks have split is put together up to its ending', () => {
  const gguf = /\.gguf$/
  expect(pathIn(words('x -m /My Disk/big model.gguf -c 1'), gguf, '-m')).toBe(
    '/My Disk/big model.gguf',
  )
  expect(pathIn(words('x -m /m.gguf -c 1'), gguf, '-m')).toBe('/m.gguf')
  expect(pathIn(words('x -m /models/folder --port 1'), gguf, '-m')).toBe('/models/folder')
  expect(pathIn(words('x --port 1'), gguf, '-m')).toBeNull()
})

test('a port is one that a program can listen on', () => {
  expect(portIn(words('x --port 8080'))).toBe(8_080)
  expect(portIn(words('x --port 0'))).toBeNull()
  expect(portIn(words('x --port 70000'))).toBeNull()
})

test('a model is named by an id or a path', () => {
  expect(modelIn(words('--model-path ./m'))).toBe('./m')
  expect(heldModel('./m')).toEqual([{ id: './m', path: './m', state: 'loaded' }])
  expect(heldModel('acme/m', { format: 'mlx' })).toEqual([
    { id: 'acme/m', state: 'loaded', format: 'mlx' },
  ])
  expect(heldModel(null)).toBeNull()
})
