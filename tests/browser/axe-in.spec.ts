import { axeIn } from './axe-in.ts'
import { expect, test } from './fixtures.ts'

const faulty = `<html lang="en"><title>Faults</title><main><h1>Faults</h1>
  <p style="color: #ccc; background: #fff">faint</p>
  <p style="color: #ddd; background: #fff">fainter</p>
  <img src="x"></main></html>`

test('axe finds every fault, and finds it again in the same document and in the next one', async ({
  page,
}) => {
  const found = async (tags: readonly string[]) => {
    const { violations } = await (await axeIn(page)).withTags([...tags]).analyze()
    return violations.map(({ id, nodes }) => [id, nodes.length])
  }
  await page.setContent(faulty)
  const faults = [
    ['color-contrast', 2],
    ['image-alt', 1],
  ]
  expect(await found(['wcag2a', 'wcag2aa'])).toEqual(faults)
  expect(await found(['wcag2aa'])).toEqual([['color-contrast', 2]])
  await page.goto('about:blank')
  await page.setContent(faulty)
  expect(await found(['wcag2a', 'wcag2aa'])).toEqual(faults)
})
