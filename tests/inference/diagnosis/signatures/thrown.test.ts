import { describe, expect, it } from 'vitest'
import { isThrown } from '../../../../src/main/inference/diagnosis/signatures/thrown.ts'

const thrower = 'libc++abi: terminating due to uncaught exception of type std::runtime_error: '

describe('whether a program prints a message', () => {
  it.each([
    ['', ''],
    ['RuntimeError: ', '.'],
    ['- RuntimeError: ', ''],
    ['[-] - RuntimeError: ', '.'],
    [thrower, ''],
    ['libc++abi: terminating with uncaught exception of type std::runtime_error: ', ''],
    [`33.69s/it]${thrower}`, 'zsh: abort      python x.py'],
    ['MLX/ErrorHandler.swift:343: Fatal error: ', '. at .build/checkouts/mlx-swift/array.cpp:335'],
    ['Error in iterating prediction stream: RuntimeError: ', ''],
    ['❌ Generation failed: ', ''],
    ['Error: RuntimeError: ', '. Error Data: n/a, Additional Data: n/a'],
    ['Error: mlx runner failed: error: ', '. (exit: signal: abort trap)'],
    ['│ RuntimeError: ', ' │'],
  ])('it does: %s… %s', (lead, rest) => {
    expect(isThrown(lead, rest)).toBe(true)
  })

  it.each([
    ['- ', ''],
    ['# ', ''],
    ['I get ', ''],
    ['Known crash signature: ', ''],
    ['If it fails: ', ''],
    ['**Error**: ', ''],
    ['msg << "error: ', ''],
    ['RuntimeError: ', ' is what I see, what shall I do?'],
    [thrower, ', and then it is gone'],
    ['Here it says ' + thrower, ''],
    ['x'.repeat(600) + ' error: ', ''],
  ])('it does not: %s… %s', (lead, rest) => {
    expect(isThrown(lead, rest)).toBe(false)
  })
})
