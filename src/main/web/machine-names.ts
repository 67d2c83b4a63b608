import { lookup } from 'node:dns/promises'
import { isIP, isIPv4, isIPv6 } from 'node:net'
import { hostname, networkInterfaces } from 'node:os'
import { UsageError } from '../../shared/exit-code.ts'
import { isHostName, isLoopback } from '../../shared/host-name.ts'
import { reasonOf } from '../host/attempt.ts'

/** What this machine is called on its networks at the moment. */
export interface Machine {
  readonly hostName: string
  readonly addresses: readonly string[]
}

export const thisMachine = (): Machine => ({
  hostName: hostname(),
  addresses: Object.values(networkInterfaces())
    .flatMap((found) => found ?? [])
    .filter(({ internal }) => !internal)
    .map(({ address }) => address),
})

/** What is served: an address or a name of this machine, or all of them; and the names that its user gives it besides. */
export interface ServedAt {
  readonly address: string
  readonly names: readonly string[]
}

const maxAddresses = 64
const ofThisMachineOnly = ['127.0.0.1', 'localhost', '::1'] as const

/** Whoever comes is answered by these names, and by no other. */
export const namesAt = (served: ServedAt, machine: () => Machine): readonly string[] => {
  const { address, names } = served
  const own = [...ofThisMachineOnly, ...(isEvery(address) ? [] : [address]), ...names]
  if (isLoopback(address)) return unique(own)
  const found = machine()
  return unique([...own, ...hostNames(found), ...(isEvery(address) ? addressesOf(found) : [])])
}

/**
 * What a certificate must name, and what it names besides when it is made. macOS takes another address of IPv6 each day: a
 * certificate that had to name it would be another each day.
 */
export function namesToCertify(
  served: ServedAt,
  machine: Machine,
): { readonly needed: readonly string[]; readonly besides: readonly string[] } {
  const { address, names } = served
  const own = [...names, ...(isEvery(address) ? [] : [address])]
  const hosts = isLoopback(address) ? [] : hostNames(machine)
  const ofMachine = isEvery(address) ? addressesOf(machine) : []
  const needed = unique([...own, ...hosts, ...ofMachine.filter((one) => isIPv4(one))])
  const besides = unique([...ofThisMachineOnly, ...ofMachine]).filter(
    (one) => !needed.includes(one),
  )
  return { needed, besides }
}

/** The one under which it is shown to whoever starts it: one that others can reach, where there is any. */
export function shownNameAt({ address, names }: ServedAt, machine: Machine): string {
  if (!isEvery(address)) return names[0] ?? address
  return (
    names[0] ?? machine.addresses.find((one) => isIPv4(one)) ?? hostNames(machine)[0] ?? address
  )
}

/** Nothing is done for an address that was mistyped. Throws UsageError. */
export async function expectOwnAddress(address: string, machine: Machine): Promise<void> {
  if (isEvery(address) || isLoopback(address)) return
  const own = new Set<string>([...ofThisMachineOnly, ...addressesOf(machine)])
  const found = isIP(address) === 0 ? await addressesNamed(address) : [{ address }]
  const isOwn = (one: string): boolean => own.has(one.toLowerCase()) || one.startsWith('127.')
  if (!found.some((one) => isOwn(one.address)))
    throw new UsageError(`${address} is no address of this machine`)
}

async function addressesNamed(name: string): Promise<readonly { readonly address: string }[]> {
  try {
    return await lookup(name, { all: true })
  } catch (error) {
    throw new UsageError(`${name} is found nowhere: ${reasonOf(error)}`) // of the resolver
  }
}

/** As it stands in an address. */
export const inUrl = (name: string): string => (isIPv6(name) ? `[${name}]` : name)

const isEvery = (address: string): boolean => address === '0.0.0.0' || address === '::'

/** Without the name of its interface (`%en0`), which no certificate and no Host can carry. */
const addressesOf = ({ addresses }: Machine): readonly string[] =>
  addresses.slice(0, maxAddresses).map((address) => address.replace(/%.*$/, '').toLowerCase())

/** Bonjour gives each Mac `<name>.local`, whatever its host name is. */
function hostNames({ hostName }: Machine): readonly string[] {
  const name = hostName.toLowerCase()
  const [first = ''] = name.split('.')
  return [name, `${first}.local`].filter((one) => isHostName(one))
}

const unique = (names: readonly string[]): readonly string[] => [
  ...new Set(names.map((name) => name.toLowerCase())),
]
