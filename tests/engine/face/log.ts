import { appendFileSync, writeFileSync } from 'node:fs'
import type { LogLevel } from './library.ts'

/** What the engine says, line by line: to standard error, and into the file of `--log-file`. */
export interface FaceLog {
  /** What llama.cpp says, as node-llama-cpp hands it over: whole lines without the last end. */
  say(level: LogLevel, text: string): void
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
  /** How far it is with a load: one line of llama.cpp, which comes dot by dot. */
  let dots = ''
  const print = (lines: string): void => {
    process.stderr.write(`${lines}\n`)
    if (file !== null) appendFileSync(file, `${lines}\n`)
  }
  return {
    say: (level, text) => {
      if (/^\.+$/.test(text)) {
        dots += text
        return
      }
      if (dots !== '') print(dots)
      dots = ''
      const prefix = `${formatUptime(performance.now())} ${letterOf[level]} `
      print(text.replace(/^/gm, prefix))
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
