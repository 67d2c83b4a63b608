import { jsonIn } from '../../../shared/parse.ts'
import { speaksPlainly } from './program-words.ts'

/** Longer ones are no line of a log. */
const maxLength = 2_000

/** Fields of which a program's own words are the value. */
const ownWords: ReadonlySet<string> = new Set(['msg', 'level', 'function', 'logger'])
const ownLength = 120
/** In all others only what has no spaces: paths, names, times. */
const name = /^[^\s"'{}]{0,200}$/

// {"tid":"0x1f0c","timestamp":1710000000,"level":"INFO","function":"main","line":2742,"msg":"build info","build":2345}
/** llama.cpp of 2023 and 2024, and collectors, print each message as a JSON document. */
export function isLogDocument(text: string): boolean {
  if (!text.startsWith('{"') || text.length > maxLength || !text.endsWith('}')) return false
  const fields = fieldsIn(text)
  if (fields === null || !('level' in fields && 'msg' in fields)) return false
  return Object.entries(fields).every(([key, value]) => isOwn(key, value))
}

function isOwn(key: string, value: unknown): boolean {
  if (typeof value === 'number' || typeof value === 'boolean' || value === null) return true
  if (typeof value !== 'string') return false
  return ownWords.has(key) ? value.length <= ownLength && speaksPlainly(value) : name.test(value)
}

function fieldsIn(text: string): object | null {
  try {
    const value = jsonIn(text)
    return typeof value === 'object' ? value : null
  } catch {
    // ParseError: it only begins like one
    return null
  }
}
