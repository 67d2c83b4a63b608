import { lacks, whole } from './loud.ts'

type Template = Parameters<typeof Electron.Menu.buildFromTemplate>[0]

/** Menus that a spec reads and clicks: `menu.items[0].click()`. */
export function createMenu(): typeof Electron.Menu {
  let applicationMenu: Electron.Menu | null = null
  const buildFromTemplate = (template: Template): Electron.Menu =>
    whole<Electron.Menu>('Menu', {
      items: template.map((options) => createItem(options, buildFromTemplate)),
    })
  const statics = {
    buildFromTemplate,
    setApplicationMenu: (menu) => void (applicationMenu = menu),
    getApplicationMenu: () => applicationMenu,
  } satisfies Partial<typeof Electron.Menu>
  return whole<typeof Electron.Menu>('Menu', statics)
}

function createItem(
  options: Template[number],
  build: (template: Template) => Electron.Menu,
): Electron.MenuItem {
  const { submenu, type = submenu === undefined ? 'normal' : 'submenu' } = options
  if (type === 'radio') lacks('a menu item of type radio')
  const onClick = options.click as ((...args: readonly unknown[]) => void) | undefined
  const part = {
    label: options.label ?? '',
    type,
    enabled: options.enabled ?? true,
    checked: options.checked ?? false,
    // undefined where it has none, as in Electron
    role: options.role,
    accelerator: options.accelerator,
    submenu: Array.isArray(submenu) ? build(submenu) : submenu,
    click: () => {
      if (type === 'checkbox') part.checked = !part.checked
      onClick?.(item, undefined, {})
    },
  } satisfies { readonly [K in keyof Electron.MenuItem]?: unknown }
  const item = whole<Electron.MenuItem>('MenuItem', part)
  return item
}
