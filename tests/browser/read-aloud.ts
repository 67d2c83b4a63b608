import type { CDPSession, Page } from '@playwright/test'

type Tree = Awaited<ReturnType<typeof treeOf>>
type Node = Tree[number]

const treeOf = async (session: CDPSession) =>
  (await session.send('Accessibility.getFullAXTree')).nodes

/** Said by what stands around them, and by what they contain. */
const silentRoles = new Set([
  'none',
  'generic',
  'paragraph',
  'InlineTextBox',
  'RootWebArea',
  'LineBreak',
])

/** The tree's names for what has a plainer one. */
const plainRoles: Readonly<Record<string, string>> = {
  DescriptionList: 'list',
  Figcaption: 'caption',
  sectionheader: 'header',
  sectionfooter: 'footer',
  LabelText: 'label',
}

/** What they contain is their name: it is not said twice. */
const wholeRoles = new Set([
  'button',
  'checkbox',
  'image',
  'img',
  'menuitem',
  'meter',
  'option',
  'progressbar',
  'radio',
  'slider',
  'term',
  'textbox',
  'searchbox',
])

/** As a listener is told them; what is usual is not said. */
const stateWords: Readonly<Record<string, (value: string) => string | null>> = {
  expanded: (value) => (value === 'true' ? 'unfolded' : 'folded'),
  checked: (value) => (value === 'true' ? 'checked' : 'not checked'),
  pressed: (value) => (value === 'true' ? 'pressed' : null),
  disabled: (value) => (value === 'true' ? 'dimmed' : null),
  busy: (value) => (value === '1' || value === 'true' ? 'busy' : null),
  invalid: (value) => (value === 'true' ? 'invalid' : null),
  focused: (value) => (value === 'true' ? 'has the keyboard' : null),
  valuetext: (value) => (value === '' ? null : value),
}

/** Role, name, value and states, as one hears them. */
function lineOf({ role, name, value, description, properties = [] }: Node): string {
  const told = (one: { readonly value?: unknown } | undefined): string => String(one?.value ?? '')
  const kind = plainRoles[told(role)] ?? told(role)
  const states = properties.flatMap(({ name: property, value: state }) => {
    const words = stateWords[property]?.(told(state)) ?? null
    return words === null ? [] : [words]
  })
  const text = told(name).replace(/\s+/g, ' ').trim()
  if (kind === 'StaticText') return text
  const beside = [told(value), told(description)].filter((one) => one !== '' && one !== text)
  return [`${kind}${text === '' ? '' : `: ${text}`}`, ...states, ...beside].join(', ')
}

/** What a screen reader says that walks the page in its order, a line each; what is in something stands below it. */
export async function readAloud(page: Page): Promise<readonly string[]> {
  const session = await page.context().newCDPSession(page)
  const nodes = await treeOf(session)
  await session.detach()
  const byId = new Map(nodes.map((node) => [node.nodeId, node]))
  const walk = (id: string, depth: number): readonly string[] => {
    const node = byId.get(id)
    if (node === undefined) return []
    const kind = String(node.role?.value ?? '')
    const hasName = String(node.name?.value ?? '').trim() !== ''
    const isTitled = String(node.description?.value ?? '') !== ''
    const isSilent =
      node.ignored || (silentRoles.has(kind) && !isTitled) || (kind === 'StaticText' && !hasName)
    const line = isSilent ? [] : [`${'  '.repeat(depth)}${lineOf(node)}`]
    const isWhole =
      (wholeRoles.has(kind) || kind === 'heading' || kind === 'StaticText') && hasName && !isSilent
    const inside = isWhole
      ? []
      : (node.childIds ?? []).flatMap((child) => walk(child, isSilent ? depth : depth + 1))
    return [...line, ...inside]
  }
  const [root] = nodes
  return root === undefined ? [] : walk(root.nodeId, 0)
}
