import { describe, expect, test } from 'vitest'
import {
  expectOwnAddress,
  namesAt,
  namesToCertify,
  shownNameAt,
} from '../../src/main/web/machine-names.ts'
import { createOwnNames } from '../../src/main/web/origin.ts'

const machine = {
  hostName: 'Studio.home.example',
  addresses: ['192.0.2.7', '2001:DB8::9', 'fe80::1%en0'],
}
const at = (address: string, names: readonly string[] = []) =>
  namesAt({ address, names }, () => machine)
const here = ['127.0.0.1', 'localhost', '::1']

describe('the names that are answered to', () => {
  test('on loopback are those of loopback, and those that the user gives', () => {
    expect(at('127.0.0.1')).toEqual(here)
    expect(at('127.0.0.2', ['mac.example'])).toEqual([...here, '127.0.0.2', 'mac.example'])
  })

  test('on one address are that, the host name and its Bonjour name, and no other address', () => {
    const expected = [...here, '192.0.2.7', 'studio.home.example', 'studio.local']
    expect(at('192.0.2.7')).toEqual(expected)
  })

  test('on all addresses are all of them', () => {
    const hosts = ['studio.home.example', 'studio.local']
    expect(at('0.0.0.0')).toEqual([...here, ...hosts, '192.0.2.7', '2001:db8::9', 'fe80::1'])
  })

  test('follow the addresses as they change', () => {
    let addresses = ['192.0.2.7']
    const names = () => namesAt({ address: '::', names: [] }, () => ({ hostName: '', addresses }))
    const own = createOwnNames({ names, port: () => 4317, isSecure: true })
    expect(own.isOwnHost('192.0.2.7:4317')).toBe(true)
    addresses = ['198.51.100.4']
    expect(own.isOwnHost('192.0.2.7:4317')).toBe(false)
    expect(own.isOwnOrigin('https://198.51.100.4:4317')).toBe(true)
    expect(own.isOwnOrigin('http://198.51.100.4:4317')).toBe(false)
  })

  test('need no port where it is the usual one', () => {
    const own = createOwnNames({ names: () => ['mac.example'], port: () => 443, isSecure: true })
    expect(own.isOwnHost('mac.example')).toBe(true)
    expect(own.isOwnHost('mac.example:443')).toBe(true)
    expect(own.isOwnHost('mac.example:80')).toBe(false)
    expect(own.isOwnOrigin('https://mac.example')).toBe(true)
  })

  test('hold no host name that DNS cannot hold', () => {
    const odd = { hostName: 'a b\r\nc', addresses: [] }
    expect(namesAt({ address: '0.0.0.0', names: [] }, () => odd)).toEqual(here)
  })
})

test('a certificate must name what stays, and names addresses of IPv6 besides', () => {
  expect(namesToCertify({ address: '::', names: ['mac.example'] }, machine)).toEqual({
    needed: ['mac.example', 'studio.home.example', 'studio.local', '192.0.2.7'],
    besides: [...here, '2001:db8::9', 'fe80::1'],
  })
  expect(namesToCertify({ address: '127.0.0.1', names: [] }, machine)).toEqual({
    needed: ['127.0.0.1'],
    besides: ['localhost', '::1'],
  })
})

test('the address that is shown is one that others can reach', () => {
  expect(shownNameAt({ address: '0.0.0.0', names: [] }, machine)).toBe('192.0.2.7')
  expect(shownNameAt({ address: '0.0.0.0', names: ['mac.example'] }, machine)).toBe('mac.example')
  expect(shownNameAt({ address: '192.0.2.7', names: [] }, machine)).toBe('192.0.2.7')
  const alone = { hostName: 'studio', addresses: [] }
  expect(shownNameAt({ address: '0.0.0.0', names: [] }, alone)).toBe('studio')
})

test('a name that leads nowhere is told as such', async () => {
  await expect(expectOwnAddress('no..name', machine)).rejects.toThrow('no..name is found nowhere: ')
})
