const label = '[a-z\\d](?:[a-z\\d-]{0,61}[a-z\\d])?'
const hostNamePattern = new RegExp(`^(?=.{1,253}$)${label}(?:\\.${label})*$`)

/** What DNS can hold, in lower case; what looks like an address is no name. */
export const isHostName = (name: string): boolean =>
  hostNamePattern.test(name) && !/^[\d.]+$/.test(name)

/** 127.0.0.0/8, ::1 and localhost: what no other machine reaches. */
export const isLoopback = (address: string): boolean =>
  address === 'localhost' || address === '::1' || /^127(\.\d{1,3}){3}$/.test(address)
