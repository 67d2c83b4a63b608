import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { constants } from 'node:fs'
import { open } from 'node:fs/promises'
import type { Scope } from '../../shared/contract.ts'

const tokenBytes = 32
/** A token that a user wrote is taken, if nobody guesses it. */
const minLength = 16
const maxLength = 512
/** What `Authorization: Bearer` can carry (RFC 6750 §2.1). */
const tokenPattern = /^[\w.~+/=-]+$/

export const newToken = (): string => randomBytes(tokenBytes).toString('base64url')

export interface FoundToken {
  readonly token: string
  /** Others on this machine may read the file. */
  readonly isExposed: boolean
}

/** The token in the file; where there is no file, a fresh one is written to it with mode 0600. Throws a sentence. */
export async function tokenFrom(path: string): Promise<FoundToken> {
  try {
    const made = await open(path, 'wx', 0o600)
    const token = newToken()
    await made.writeFile(`${token}\n`)
    await made.close()
    return { token, isExposed: false }
  } catch (error) {
    // EEXIST: it is there, and is read; anything else is told
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
    return readToken(path)
  }
}

async function readToken(path: string): Promise<FoundToken> {
  // not waiting for a writer, where it is a pipe
  const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK)
  try {
    const found = await file.stat()
    if (found.isDirectory()) throw new Error('it is a folder')
    if (!found.isFile()) throw new Error('it is not a file')
    const { buffer, bytesRead } = await file.read(Buffer.alloc(maxLength + 2), 0, maxLength + 2, 0)
    const token = buffer.toString('utf8', 0, bytesRead).trim()
    if (token.length < minLength || token.length > maxLength || !tokenPattern.test(token)) {
      throw new Error(
        `it should hold one token of ${minLength} to ${maxLength} letters, digits and -._~+/=`,
      )
    }
    return { token, isExposed: (found.mode & 0o077) !== 0 }
  } finally {
    await file.close()
  }
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
