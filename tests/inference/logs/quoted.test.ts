import { describe, expect, test } from 'vitest'
import { isQuoted } from '../../../src/main/inference/logs/quoted.ts'

const message = 'failed to allocate'
const isQuotedIn = (text: string): boolean => isQuoted(text, text.indexOf(message))

describe('a message in a line', () => {
  test.each([
    `he wrote "${message} buffer" here`,
    `the line \`${message}\``,
    `{'error': '${message}'}`,
    `print("${message}")`,
    `{"role": "user", "content": "why does it say ${message}?"}`,
    `“${message}”`,
    `say "a \\" ${message}"`,
  ])('is quoted in: %s', (text) => {
    expect(isQuotedIn(text)).toBe(true)
  })

  test.each([
    message,
    `RuntimeError: ${message}`,
    `model "llama.gguf": ${message}`,
    `"a" and "b": ${message}`,
    `model 'llama' ${message}`,
    `the user's model: ${message}`,
    `C:\\"${message}`,
  ])('is said in: %s', (text) => {
    expect(isQuotedIn(text)).toBe(false)
  })
})
