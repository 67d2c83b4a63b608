import { z } from 'zod/mini'
import { jsonIn, ParseError } from '../../shared/parse.ts'
import type { Machine } from '../../shared/snapshot.ts'
import { anAmount } from '../host/amount.ts'
import type { Probe } from './probe.ts'

const shape = z.object({
  distro: z.string(),
  release: z.string(),
  kernel: z.string(),
  arch: z.string(),
  manufacturer: z.string(),
  brand: z.string(),
  cores: anAmount,
})

/** Static facts, by systeminformation. */
export const machine = (platform: string): Probe<Machine> => ({
  question: { kind: 'library', name: 'systeminformation/machine' },
  parse: (text) => ({ platform, ...parseMachine(text) }),
})

const joined = (...words: readonly string[]): string =>
  words.filter((word) => word !== '' && word !== 'unknown').join(' ')

// {"distro":"Debian GNU/Linux","release":"12","kernel":"6.18.44","arch":"x64","manufacturer":"AMD","brand":"EPYC","cores":2}
export function parseMachine(text: string): Omit<Machine, 'platform'> {
  const parsed = shape.safeParse(jsonIn(text))
  if (!parsed.success) throw new ParseError('not the facts of a machine')
  const { distro, release, kernel, arch, manufacturer, brand, cores } = parsed.data
  return {
    operatingSystem: joined(distro, release, kernel === '' ? '' : `(${kernel}, ${arch})`),
    processor: joined(manufacturer, brand),
    coreCount: cores,
    model: null,
  }
}
