import { networkInterfaces } from 'node:os'

/** An address of this machine that is none of loopback: who asks by it comes from elsewhere, as far as a server can see. */
export function otherAddress(): string {
  const found = Object.values(networkInterfaces())
    .flatMap((each) => each ?? [])
    .find(({ internal, family }) => !internal && family === 'IPv4')
  if (found === undefined) throw new Error('this machine has no address but those of loopback')
  return found.address
}
