import { appendFileSync, writeFileSync } from 'node:fs'
import type { LogLevel } from './library.ts'

/** What the engine says, line by line: to standard error, and into the file of `--log-file`. */
export interface FaceLog {
  /** A message of llama.cpp, as node-llama-cpp hands it over. */
  say(level: LogLevel, message: string): void
  /** A line of a router's child. */
  pass(port: number, line: string): void
}

const letterOf: Readonly<Record<LogLevel, string>> = {
  fatal: 'E',
  error: 'E',
  warn: 'W',
  info: 'I',
  log: 'I',
  debug: 'D',
}

/** The file is made at once, as llama-server does; what it held before is gone. */
export function createFaceLog(file: string | null): FaceLog {
  if (file !== null) writeFileSync(file, '')
  let dots = ''
  const print = (line: string): void => {
    process.stderr.write(`${line}\n`)
    if (file !== null) appendFileSync(file, `${line}\n`)
  }
  return {
    say: (level, message) => {
      // how far it is with a load: one line of llama.cpp, which comes here dot by dot
      if (/^\.+$/.test(message)) {
        dots += message
        return
      }
      if (dots !== '') print(dots)
      dots = ''
      print(`${formatUptime(performance.now())} ${letterOf[level]} ${message}`)
    },
    pass: (port, line) => print(`[${String(port).padStart(5)}] ${line}`),
  }
}

// 0.00.004.356 I srv    load_model: loading model 'tiny.gguf'
/** Minutes, seconds, thousandths, millionths. */
function formatUptime(uptimeMs: number): string {
  const us = Math.floor(uptimeMs * 1_000)
  const part = (size: number, most: number): string =>
    String(Math.floor(us / size) % most).padStart(String(most - 1).length, '0')
  return `${Math.floor(us / 60_000_000)}.${part(1_000_000, 60)}.${part(1_000, 1_000)}.${part(1, 1_000)}`
}
