import { describe, expect, test } from 'vitest'
import { toldOf } from '../../inference/server-told.ts'
import { begins, classesOf, finding, hourMs, loaded, refused } from './found-in-logs.ts'

describe('the time of a failure', () => {
  test('that lies ahead, as the clock was set back, is now', async () => {
    const { write, fold, advance, setClock } = await finding()
    write('/var/a.log', refused('9000.00'))
    setClock(-2 * hourMs)
    expect(await fold()).toHaveLength(1)
    await advance(hourMs - 1)
    expect(await fold()).toHaveLength(1)
    await advance(1)
    expect(await fold()).toEqual([])
    await advance(2 * hourMs)
    expect(await fold()).toEqual([])
  })

  test('is not known of what stood far above, without a date, in a log that is still written', async () => {
    const idle = 'srv  update_slots: all slots are idle\n'
    const classesAfter = async (text: string): Promise<readonly string[]> => {
      const { write, fold } = await finding()
      write('/var/a.log', text, { isBacklog: true })
      write('/var/a.log', idle.repeat(1_000))
      return classesOf(await fold())
    }
    expect(await classesAfter(refused('9000.00') + idle.repeat(1_000))).toEqual([])
    expect(await classesAfter(refused('9000.00') + begins + loaded)).toEqual([])
    expect(await classesAfter(refused('9000.00') + idle)).toEqual(['metal-alloc-failed 1'])
  })

  test('is counted from the start of its writer, where the line says how long that had run', async () => {
    const { write, fold, run, advance, host } = await finding({ ownFiles: [] })
    const startedAtMs = host.clock.nowMs()
    await advance(2 * hourMs)
    const uptime = (minutes: number): string => `${minutes}.00.007.078 E ${refused('9000.00')}`
    const idle = 'x\n'.repeat(1_000)
    write('/var/w.log', uptime(10) + idle + begins + uptime(90) + idle)
    run(toldOf('llama-server -m /m/a.gguf --log-file /var/w.log', { pid: 70, startedAtMs }))
    const found = await fold()
    expect(found.map(({ lastAtMs }) => (lastAtMs ?? 0) - startedAtMs)).toEqual([90 * 60_000 + 7])
  })
})

describe('the card of a failure', () => {
  test('is written anew only when the failure or the machine has changed', async () => {
    const { write, fold } = await finding()
    write('/var/a.log', begins + refused('9000.00'))
    const [first] = await fold()
    const [again] = await fold()
    expect(again?.fixes).toBe(first?.fixes)
    write('/var/a.log', refused('9000.00'))
    expect((await fold())[0]?.fixes).not.toBe(first?.fixes)
  })
})
