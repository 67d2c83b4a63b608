import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { open } from 'node:fs/promises'
import type { Scope } from '../../shared/contract.ts'
import { isLoopback } from '../../shared/host-name.ts'
import { readSmallFile } from './small-file.ts'

const tokenBytes = 32
/** A token that a user wrote is taken, if nobody guesses it: strangers on a network have longer to try. */
const minTokenLength = { here: 16, elsewhere: 32 } as const
export const minTokenLengthAt = (address: string): number =>
  isLoopback(address) ? minTokenLength.here : minTokenLength.elsewhere
const maxLength = 512
const maxFileBytes = 4_096
/** What `Authorization: Bearer` can carry (RFC 6750 §2.1). */
const tokenPattern = /^[\w.~+/=-]+$/

export const newToken = (): string => randomBytes(tokenBytes).toString('base64url')

export interface FoundToken {
  readonly token: string
  /** Others on this machine may read the file. */
  readonly isExposed: boolean
}

/** The token in the file; where there is no file, a fresh one is written to it with mode 0600. Throws a sentence. */
export async function tokenFrom(
  path: string,
  minLength: number = minTokenLength.here,
): Promise<FoundToken> {
  try {
    const made = await open(path, 'wx', 0o600)
    const token = newToken()
    await made.writeFile(`${token}\n`)
    await made.close()
    return { token, isExposed: false }
  } catch (error) {
    // EEXIST: it is there, and is read; anything else is told
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
    return readToken(path, minLength)
  }
}

async function readToken(path: string, minLength: number): Promise<FoundToken> {
  const wrong = `it should hold one token of ${minLength} to ${maxLength} letters, digits and -._~+/=`
  const { text, permissionBits } = await readSmallFile(path, maxFileBytes)
  const token = text.trim()
  if (token.length < minLength || token.length > maxLength || !tokenPattern.test(token))
    throw new Error(wrong)
  return { token, isExposed: (permissionBits & 0o077) !== 0 }
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest()

/** A token, and what it opens. */
export interface Key {
  readonly token: string
  readonly scopes: ReadonlySet<Scope>
}

const nothing: ReadonlySet<Scope> = new Set()

/** What a given token opens: nothing where no key has it. Compares in a time that tells nothing of the tokens. */
export function createKeyring(keys: readonly Key[]): (given: string) => ReadonlySet<Scope> {
  const wanted = keys.map(({ token, scopes }) => ({ mark: digest(token), scopes }))
  return (given) => {
    const mark = digest(given)
    let opened = nothing
    for (const key of wanted) if (timingSafeEqual(key.mark, mark)) opened = key.scopes // all of them are compared
    return opened
  }
}

/** `Authorization: Bearer …` to the token; null where it is something else. */
export const bearerIn = (header: string | undefined): string | null =>
  /^Bearer ([\w.~+/=-]{1,512})$/i.exec(header ?? '')?.[1] ?? null
